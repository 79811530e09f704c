package io.evenkeel.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.Test;

/** Each rule at its threshold, and which of them decides. */
public class RetrainDecisionTest {
  private static final LocalDate TRAINED = LocalDate.of(2013, 5, 31);
  private static final LocalDate SOON = LocalDate.of(2013, 8, 31);
  private static final LocalDate LATE = LocalDate.of(2013, 9, 1);

  @Test
  public void retrainsNowWhereAccuracyLostMoreThanTwoPercent() {
    RetrainDecision decision = decide(SOON, accuracy(.8, .78), .1);
    assertThat(decision.action()).isEqualTo(Action.RETRAIN_NOW);
    RuleFound rule = decision.decidedBy().orElseThrow();
    assertThat(rule.rule()).isEqualTo("accuracy");
    // .02 of .8, so 2.5% of the baseline.
    assertThat(rule.figure().orElseThrow()).isCloseTo(.025, within(1e-12));
    assertThat(rule.sentence())
        .isEqualTo("Accuracy: 0.7800, at training 0.8000: down 2.5% of its baseline, more than 2%");
  }

  @Test
  public void bearsALossOfExactlyTwoPercent() {
    RetrainDecision decision = decide(SOON, accuracy(.5, .49), .1);
    assertThat(decision.action()).isEqualTo(Action.KEEP_MONITORING);
    assertThat(decision.sentences().get(0)).contains("down 2.0% of its baseline, within 2%");
  }

  @Test
  public void saysWhereChanceAloneGivesTheDifference() {
    Evidence.Accuracy wide = new Evidence.Accuracy(.8, .78, .7, .85, 150);
    assertThat(decide(SOON, Optional.of(wide), .1).sentences().get(0))
        .endsWith("; chance alone could give the difference (150 rows)");
  }

  @Test
  public void doesNotJudgeTheAccuracyOfTooFewRows() {
    Evidence.Accuracy few = new Evidence.Accuracy(.8, .1, .05, .2, 99);
    RetrainDecision decision = decide(SOON, Optional.of(few), .1);
    assertThat(decision.action()).isEqualTo(Action.KEEP_MONITORING);
    assertThat(decision.path().get(0).figure()).isEmpty();
    assertThat(decision.sentences().get(0)).contains("99 labelled rows of the 100");
  }

  @Test
  public void retrainsWithinAWeekWhereAFeatureHasMovedFar() {
    assertThat(decide(SOON, Optional.empty(), .2501).action())
        .isEqualTo(Action.RETRAIN_WITHIN_A_WEEK);
    assertThat(decide(SOON, Optional.empty(), .25).action()).isEqualTo(Action.KEEP_MONITORING);
  }

  @Test
  public void retrainsOnScheduleWhereTheModelIsOlderThanThreeMonths() {
    assertThat(decide(LATE, accuracy(.8, .8), .1).action()).isEqualTo(Action.RETRAIN_ON_SCHEDULE);
    RuleFound age = decide(LATE, accuracy(.8, .8), .1).path().get(2);
    assertThat(age.figure().orElseThrow()).isEqualTo(93);
    assertThat(age.threshold()).isEqualTo(92);
    assertThat(decide(SOON, accuracy(.8, .8), .1).action()).isEqualTo(Action.KEEP_MONITORING);
  }

  @Test
  public void asksEveryRuleAlsoBehindTheOneThatDecides() {
    RetrainDecision decision = decide(LATE, accuracy(.8, .1), 9);
    assertThat(decision.path())
        .extracting(RuleFound::rule)
        .containsExactly("accuracy", "psi", "age");
    assertThat(decision.path()).allMatch(RuleFound::fired);
    assertThat(decision.action()).isEqualTo(Action.RETRAIN_NOW);
  }

  @Test
  public void keepsMonitoringWhereNothingIsKnown() {
    RetrainDecision decision =
        RetrainDecision.of(
            new Evidence(SOON, Optional.empty(), Optional.empty(), Optional.empty()),
            RetrainRules.DEFAULTS);
    assertThat(decision.action()).isEqualTo(Action.KEEP_MONITORING);
    assertThat(decision.decidedBy()).isEmpty();
    assertThat(decision.sentences()).allMatch(sentence -> sentence.contains("not known"));
  }

  @Test
  public void goesByTheRulesThatAreSet() {
    RetrainRules strict = new RetrainRules(0, .01, 1, 1);
    Evidence evidence =
        new Evidence(
            LocalDate.of(2013, 6, 30),
            accuracy(.8, .8),
            Optional.of(new Evidence.GreatestPsi(.02, "rain")),
            Optional.of(TRAINED));
    RetrainDecision decision = RetrainDecision.of(evidence, strict);
    assertThat(decision.action()).isEqualTo(Action.RETRAIN_WITHIN_A_WEEK);
    assertThat(decision.sentences().get(1))
        .isEqualTo("PSI: the greatest is 0.020 (rain), above 0.01");
    assertThat(decision.sentences().get(2)).contains("not more than 1 month before 2013-06-30");
  }

  @Test
  public void refusesABaselineOfZero() {
    assertThatThrownBy(() -> new Evidence.Accuracy(0, .5, .4, .6, 100))
        .hasMessageContaining("Baseline");
  }

  private static Optional<Evidence.Accuracy> accuracy(double baseline, double current) {
    return Optional.of(
        new Evidence.Accuracy(baseline, current, current - 1e-3, current + 1e-3, 10_000));
  }

  private static RetrainDecision decide(
      LocalDate date, Optional<Evidence.Accuracy> accuracy, double psi) {
    return RetrainDecision.of(
        new Evidence(
            date,
            accuracy,
            Optional.of(new Evidence.GreatestPsi(psi, "rain")),
            Optional.of(TRAINED)),
        RetrainRules.DEFAULTS);
  }
}
