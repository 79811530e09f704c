package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.measure.BinnedScores;
import io.evenkeel.stage.drift.measure.Interval;
import java.util.ArrayList;
import java.util.List;

/** What is measured of the model's output beyond what is measured of every numeric feature. */
public final class PredictionMeasures {
  /** Change of the mean. */
  public static final String MEAN = "mean";

  /** Change of the population standard deviation. */
  public static final String DEVIATION = "deviation";

  /** Change of the share of scores that are positive. */
  public static final String POSITIVE_RATE = "positive_rate";

  /** The percentiles measured; each is a metric such as {@code p05}. */
  public static final List<Integer> PERCENTILES = List.of(1, 5, 25, 50, 75, 95, 99);

  private static final double TWO_SIDED_99 = 2.5758293035489004;
  private static final String EVEN =
      ", even within the frozen bins, drawn into the reference's range";

  private final Numeric prediction;
  private final BinnedScores reference;
  private final BinnedScores current;
  private final boolean whole;

  private PredictionMeasures(Numeric prediction, Counts current, boolean whole) {
    BinLayout layout = prediction.layout();
    this.prediction = prediction;
    this.whole = whole;
    this.reference =
        new BinnedScores(
            prediction.edges(), prediction.counts().first(layout.bins()), prediction.summary());
    this.current =
        new BinnedScores(prediction.edges(), current.first(layout.bins()), prediction.summary());
  }

  /** Returns the name of a percentile's metric. */
  public static String percentile(int hundredths) {
    return "p%02d".formatted(hundredths);
  }

  /**
   * Returns the measures, none where a side has no finite score.
   *
   * @param classifier whether a score is a probability, so that there is a positive rate
   * @param whole whether the profile is of all rows, with their exact moments; those of a slice are
   *     told from its bins
   */
  static List<Metric> of(
      Numeric prediction,
      Counts current,
      DriftThresholds thresholds,
      boolean classifier,
      boolean whole) {
    BinLayout layout = prediction.layout();
    if (prediction.summary().values() == 0 || layout.values(current) == 0) {
      return List.of();
    }
    PredictionMeasures measures = new PredictionMeasures(prediction, current, whole);
    List<Metric> metrics = new ArrayList<>();
    metrics.add(measures.mean());
    metrics.add(measures.deviation());
    for (int hundredths : PERCENTILES) {
      metrics.add(measures.percentileChange(hundredths));
    }
    if (classifier) {
      metrics.add(measures.positiveRate(thresholds));
    }
    return metrics;
  }

  private Metric mean() {
    double exact = prediction.summary().mean();
    Interval before = whole ? new Interval(exact, exact) : reference.meanBounds();
    Interval now = current.meanBounds();
    return change(
            MEAN,
            "change of the mean; " + known(),
            whole ? exact : reference.mean(),
            current.mean())
        .within(new Interval(now.lo() - before.hi(), now.hi() - before.lo()));
  }

  private Metric deviation() {
    return change(
        DEVIATION,
        "change of the population standard deviation; " + known(),
        whole ? prediction.summary().deviation() : reference.deviation(),
        current.deviation());
  }

  private String known() {
    return (whole ? "the reference's is exact, the current one" : "both") + EVEN;
  }

  private Metric percentileChange(int hundredths) {
    String method = "change of the frozen edge at or next above the type-1 percentile";
    return change(
        percentile(hundredths),
        method,
        reference.percentile(hundredths),
        current.percentile(hundredths));
  }

  private Metric positiveRate(DriftThresholds thresholds) {
    double from = thresholds.positiveFrom();
    Interval before = reference.shareFrom(from);
    Interval now = current.shareFrom(from);
    double pooled =
        (before.lo() * reference.rows() + now.lo() * current.rows())
            / (reference.rows() + current.rows());
    double error =
        Math.sqrt(pooled * (1 - pooled) * (1.0 / reference.rows() + 1.0 / current.rows()));
    String method =
        "change of the share of scores of at least %s; alerts beyond %s and beyond 99%% of chance"
            .formatted(from, thresholds.positiveShift());
    return change(POSITIVE_RATE, method, before.lo(), now.lo())
        .within(new Interval(now.lo() - before.hi(), now.hi() - before.lo()))
        .with(Quantity.THRESHOLD, Math.max(thresholds.positiveShift(), TWO_SIDED_99 * error));
  }

  private Metric change(String name, String method, double before, double now) {
    return Metric.change(prediction.name(), name, method, before, now);
  }
}
