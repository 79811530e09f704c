package io.evenkeel.stage.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.stage.outcome.Finding.Kind;
import io.evenkeel.stage.outcome.Finding.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.Test;

/** Label drift, concept drift and covariate drift, told apart in words. */
public class OutcomeVerdictTest {
  private static final Baseline TRAINING =
      new Baseline(Map.of("auc", .75, "base_rate", .2, "accuracy", .8), 20_000);
  private static final InputDrift QUIET = new InputDrift(1, 0, OptionalDouble.of(.04), "rain");
  private static final InputDrift ALERT = new InputDrift(1, 1, OptionalDouble.of(.4), "rain");
  private static final OutcomeThresholds THRESHOLDS = new OutcomeThresholds(100, .05, .02, .8);

  @Test
  public void callsItConceptDriftWhereOnlyTheModelIsWorse() {
    OutcomeVerdict verdict = verdict(.6, .2, 5_000, QUIET);
    assertThat(verdict.sentence()).startsWith("Concept drift: the inputs look as at training");
    states(verdict, State.STEADY, State.MOVED, State.STEADY);
    assertThat(verdict.finding(Kind.CONCEPT).sentence())
        .isEqualTo("Model: AUC is 0.6000, at training 0.7500: it has lost what it learnt");
  }

  @Test
  public void callsItCovariateDriftWithoutHarmWhereTheModelIsAsGood() {
    OutcomeVerdict verdict = verdict(.76, .2, 5_000, ALERT);
    assertThat(verdict.sentence()).startsWith("Covariate drift without harm");
    states(verdict, State.STEADY, State.STEADY, State.MOVED);
  }

  @Test
  public void doesNotCallItHarmlessWhereTheClassIsWrongMoreOften() {
    OutcomeVerdict moved = OutcomeVerdict.of(all(.76, .2, 5_000, .7), TRAINING, ALERT, THRESHOLDS);
    assertThat(moved.sentence())
        .isEqualTo(
            "Covariate drift: the inputs have moved, and the model ranks as well on them as at training, but its class is wrong more often: its threshold no longer fits.");
    OutcomeVerdict quiet = OutcomeVerdict.of(all(.76, .2, 5_000, .7), TRAINING, QUIET, THRESHOLDS);
    assertThat(quiet.sentence())
        .isEqualTo(
            "No concept drift: the model ranks as well as at training, but its class is wrong more often: its threshold no longer fits.");
  }

  @Test
  public void doesNotPretendToTellThemApartWhereBothMoved() {
    OutcomeVerdict verdict = verdict(.6, .2, 5_000, ALERT);
    assertThat(verdict.sentence()).contains("has not learnt, or the data now means something else");
    states(verdict, State.STEADY, State.MOVED, State.MOVED);
  }

  @Test
  public void namesLabelDriftBesideWhatElseMoved() {
    OutcomeVerdict verdict = verdict(.75, .3, 5_000, QUIET);
    assertThat(verdict.sentence())
        .isEqualTo(
            "No concept drift: the model is as good as at training. Label drift: positive outcomes are more frequent than at training; the model still ranks them, but its probabilities and its threshold may be off.");
    states(verdict, State.MOVED, State.STEADY, State.STEADY);
  }

  @Test
  public void doesNotTakeChanceForDrift() {
    OutcomeVerdict verdict = verdict(.68, .27, 60, QUIET);
    states(verdict, State.STEADY, State.STEADY, State.STEADY);
    assertThat(verdict.finding(Kind.CONCEPT).sentence())
        .endsWith("chance alone could give the difference");
    assertThat(verdict.finding(Kind.LABEL).sentence())
        .endsWith("chance alone could give the difference");
  }

  @Test
  public void doesNotTakeASmallChangeForDriftHoweverSureItIs() {
    OutcomeVerdict verdict = verdict(.74, .21, 10_000_000, QUIET);
    states(verdict, State.STEADY, State.STEADY, State.STEADY);
  }

  @Test
  public void goesByAccuracyWhereTrainingToldNoAuc() {
    Baseline accuracyOnly = new Baseline(Map.of("accuracy", .8), 20_000);
    OutcomeVerdict verdict =
        OutcomeVerdict.of(all(.75, .2, 5_000, .7), accuracyOnly, QUIET, THRESHOLDS);
    assertThat(verdict.finding(Kind.CONCEPT).sentence()).startsWith("Model: accuracy is 0.7000");
    states(verdict, State.UNKNOWN, State.MOVED, State.STEADY);
  }

  @Test
  public void saysWhatCannotBeTold() {
    OutcomeVerdict verdict =
        OutcomeVerdict.of(
            all(.75, .2, 5_000, .7), new Baseline(Map.of(), 0), InputDrift.NONE, THRESHOLDS);
    states(verdict, State.UNKNOWN, State.UNKNOWN, State.UNKNOWN);
    assertThat(verdict.sentence())
        .isEqualTo("Whether the model is as good as at training cannot be told.");
  }

  private static OutcomeVerdict verdict(double auc, double rate, long rows, InputDrift inputs) {
    return OutcomeVerdict.of(all(auc, rate, rows, .8), TRAINING, inputs, THRESHOLDS);
  }

  private static SliceFigures all(double auc, double rate, long rows, double accuracy) {
    return new SliceFigures(
        Slice.ALL,
        rows,
        List.of(
            Figure.of(MetricNames.AUC, "", auc, Optional.empty(), rows),
            Figure.of(MetricNames.ACCURACY, "", accuracy, Optional.empty(), rows),
            Figure.of(MetricNames.BASE_RATE, "", rate, Optional.empty(), rows)));
  }

  private static void states(OutcomeVerdict verdict, State label, State concept, State covariate) {
    assertThat(verdict.findings())
        .extracting(Finding::state)
        .containsExactly(label, concept, covariate);
  }
}
