package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.Finding.Kind;
import io.evenkeel.stage.outcome.Finding.State;
import io.evenkeel.stage.outcome.measure.HanleyMcNeil;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds figures against those of training. Something has moved where the change is beyond its
 * threshold and beyond 99% of chance, both sides' chance counted.
 */
record Shift(Baseline baseline, OutcomeThresholds thresholds) {
  private static final double TWO_SIDED_99 = 2.5758293035489004;
  private static final double ONE_SIDED_99 = 2.3263478740408408;

  /** How often the outcome is positive; a pooled two-proportion z test. */
  Finding label(SliceFigures all) {
    OptionalDouble before = baseline.value(MetricNames.BASE_RATE);
    OptionalDouble now = all.value(MetricNames.BASE_RATE);
    if (before.isEmpty() || now.isEmpty()) {
      return unknown(Kind.LABEL, "Labels: training told no base rate to hold them against");
    }
    double r = before.getAsDouble();
    double c = now.getAsDouble();
    double error = pooledError(r, c, all.rows());
    boolean moved =
        Math.abs(c - r) >= thresholds.labelShift() && Math.abs(c - r) > TWO_SIDED_99 * error;
    String sentence =
        String.format(
            Locale.ROOT,
            "Labels: %.4f of outcomes are positive, at training %.4f: %s",
            c,
            r,
            moved ? "label drift" : within(Math.abs(c - r), thresholds.labelShift()));
    return found(Kind.LABEL, moved, c - r, sentence);
  }

  /** How well the model ranks, by AUC; where there is none, how often its class is right. */
  Finding concept(SliceFigures all) {
    OptionalDouble before = baseline.value(MetricNames.AUC);
    OptionalDouble now = all.value(MetricNames.AUC);
    OptionalDouble rate = baseline.value(MetricNames.BASE_RATE);
    if (before.isPresent() && now.isPresent() && rate.isPresent()) {
      double variance =
          rankVariance(before.getAsDouble(), rate.getAsDouble(), baseline.rows())
              + rankVariance(
                  now.getAsDouble(), all.value(MetricNames.BASE_RATE).orElseThrow(), all.rows());
      return worse("AUC", before.getAsDouble(), now.getAsDouble(), Math.sqrt(variance));
    }
    return classes(all)
        .orElseGet(
            () ->
                unknown(
                    Kind.CONCEPT,
                    "Model: neither AUC nor accuracy can be held against training's"));
  }

  /** How often the model's class is right; empty where one side does not tell it. */
  Optional<Finding> classes(SliceFigures all) {
    OptionalDouble before = baseline.value(MetricNames.ACCURACY);
    OptionalDouble now = all.value(MetricNames.ACCURACY);
    if (before.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    double r = before.getAsDouble();
    double c = now.getAsDouble();
    return Optional.of(worse("accuracy", r, c, pooledError(r, c, all.rows())));
  }

  private Finding worse(String what, double before, double now, double error) {
    double drop = before - now;
    boolean moved = drop >= thresholds.aucDrop() && drop > ONE_SIDED_99 * error;
    String sentence =
        String.format(
            Locale.ROOT,
            "Model: %s is %.4f, at training %.4f: %s",
            what,
            now,
            before,
            moved
                ? "it has lost what it learnt"
                : drop <= 0 ? "as good as at training" : within(drop, thresholds.aucDrop()));
    return found(Kind.CONCEPT, moved, -drop, sentence);
  }

  private static double rankVariance(double auc, double rate, long rows) {
    return HanleyMcNeil.variance(auc, Math.max(1, rate * rows), Math.max(1, (1 - rate) * rows));
  }

  private double pooledError(double before, double now, long rows) {
    long old = Math.max(1, baseline.rows());
    double pooled = (before * old + now * rows) / (old + rows);
    return Math.sqrt(pooled * (1 - pooled) * (1.0 / old + 1.0 / rows));
  }

  private static String within(double change, double threshold) {
    return change >= threshold
        ? "chance alone could give the difference"
        : String.format(Locale.ROOT, "within %s", threshold);
  }

  private static Finding found(Kind kind, boolean moved, double change, String sentence) {
    return new Finding(
        kind, moved ? State.MOVED : State.STEADY, OptionalDouble.of(change), sentence);
  }

  private static Finding unknown(Kind kind, String sentence) {
    return new Finding(kind, State.UNKNOWN, OptionalDouble.empty(), sentence);
  }
}
