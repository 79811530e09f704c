package io.evenkeel.retrain;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to do about a model, by the first rule that fires: accuracy down by more than a share of its
 * baseline, retrain now; a PSI above its threshold, within a week; a model older than some months,
 * on schedule; else keep monitoring. Every rule is asked, also behind the one that decides.
 *
 * @param action what to do
 * @param path what each rule found, in the order in which they decide
 */
public record RetrainDecision(Action action, List<RuleFound> path) {
  /** A loss of exactly the threshold is borne, also where it is not a binary number. */
  private static final double ROUNDING = 1e-9;

  /** Copies the path. */
  public RetrainDecision {
    path = List.copyOf(path);
  }

  /** Returns the decision. */
  public static RetrainDecision of(Evidence evidence, RetrainRules rules) {
    List<RuleFound> path =
        List.of(accuracy(evidence, rules), psi(evidence, rules), age(evidence, rules));
    Action action =
        path.stream()
            .filter(RuleFound::fired)
            .findFirst()
            .map(RuleFound::action)
            .orElse(Action.KEEP_MONITORING);
    return new RetrainDecision(action, path);
  }

  /** Returns the rule that decided; empty where none fired. */
  public Optional<RuleFound> decidedBy() {
    return path.stream().filter(RuleFound::fired).findFirst();
  }

  /** Returns the path for a person, one sentence for each rule. */
  public List<String> sentences() {
    return path.stream().map(RuleFound::sentence).toList();
  }

  private static RuleFound accuracy(Evidence evidence, RetrainRules rules) {
    if (evidence.accuracy().isEmpty()) {
      return unknown(
          "accuracy",
          rules.accuracyDrop(),
          Action.RETRAIN_NOW,
          "Accuracy: not known, no label has been joined or training told no accuracy");
    }
    Evidence.Accuracy found = evidence.accuracy().get();
    if (found.rows() < rules.leastRows()) {
      return unknown(
          "accuracy",
          rules.accuracyDrop(),
          Action.RETRAIN_NOW,
          "Accuracy: not judged, %d labelled rows of the %d it takes"
              .formatted(found.rows(), rules.leastRows()));
    }
    boolean fired = found.drop() > rules.accuracyDrop() + ROUNDING;
    return new RuleFound(
        "accuracy",
        OptionalDouble.of(found.drop()),
        rules.accuracyDrop(),
        fired,
        Action.RETRAIN_NOW,
        told(found, fired, rules));
  }

  private static String told(Evidence.Accuracy found, boolean fired, RetrainRules rules) {
    return String.format(
        Locale.ROOT,
        "Accuracy: %.4f, at training %.4f: %s %.1f%% of its baseline, %s %s%%%s",
        found.current(),
        found.baseline(),
        found.drop() < 0 ? "up" : "down",
        100 * Math.abs(found.drop()),
        fired ? "more than" : "within",
        plain(100 * rules.accuracyDrop()),
        found.withinChance()
            ? "; chance alone could give the difference (%,d rows)".formatted(found.rows())
            : "");
  }

  private static RuleFound psi(Evidence evidence, RetrainRules rules) {
    if (evidence.psi().isEmpty()) {
      return unknown(
          "psi",
          rules.psi(),
          Action.RETRAIN_WITHIN_A_WEEK,
          "PSI: not known, no feature could be judged");
    }
    Evidence.GreatestPsi psi = evidence.psi().get();
    boolean fired = psi.value() > rules.psi();
    return new RuleFound(
        "psi",
        OptionalDouble.of(psi.value()),
        rules.psi(),
        fired,
        Action.RETRAIN_WITHIN_A_WEEK,
        String.format(
            Locale.ROOT,
            "PSI: the greatest is %.3f%s, %s %s",
            psi.value(),
            psi.feature().isEmpty() ? "" : " (" + psi.feature() + ")",
            fired ? "above" : "not above",
            plain(rules.psi())));
  }

  private static RuleFound age(Evidence evidence, RetrainRules rules) {
    if (evidence.trainedUntil().isEmpty()) {
      double days =
          ChronoUnit.DAYS.between(evidence.date().minusMonths(rules.months()), evidence.date());
      return unknown("age", days, Action.RETRAIN_ON_SCHEDULE, "Age: not known");
    }
    LocalDate trained = evidence.trainedUntil().get();
    double age = ChronoUnit.DAYS.between(trained, evidence.date());
    double allowed = ChronoUnit.DAYS.between(trained, trained.plusMonths(rules.months()));
    boolean fired = age > allowed;
    return new RuleFound(
        "age",
        OptionalDouble.of(age),
        allowed,
        fired,
        Action.RETRAIN_ON_SCHEDULE,
        "Age: trained on data up to %s, %s %d %s before %s"
            .formatted(
                trained,
                fired ? "more than" : "not more than",
                rules.months(),
                rules.months() == 1 ? "month" : "months",
                evidence.date()));
  }

  private static RuleFound unknown(String rule, double threshold, Action action, String sentence) {
    return new RuleFound(
        rule, OptionalDouble.empty(), threshold, /* fired= */ false, action, sentence);
  }

  /** Returns 2 for 2.0, and 0.25 as it is. */
  private static String plain(double number) {
    return new java.math.BigDecimal(String.format(Locale.ROOT, "%.6f", number))
        .stripTrailingZeros()
        .toPlainString();
  }
}
