package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.stage.drift.measure.ChiSquare;
import io.evenkeel.stage.drift.measure.JensenShannon;
import io.evenkeel.stage.drift.measure.LargestGap;
import io.evenkeel.stage.drift.measure.Psi;
import io.evenkeel.stage.drift.measure.TwoCounts;
import java.util.List;

/** Measures a categorical feature: each category is a bin, and so are NULL and UNSEEN. */
final class CategoricalMeasures {
  private static final String PSI =
      "sum((c-r)ln(c/r)), categories and NULL, UNSEEN, shares floored at 1e-4";
  private static final String JS = "Jensen-Shannon divergence, base 2, categories and NULL, UNSEEN";
  private static final String CHI2 =
      "Pearson's chi-square of homogeneity, uncorrected; freedom: occupied categories less one";
  private static final String LINF =
      "largest |c-r| of a category, NULL or UNSEEN; p of Pearson's chi-square";
  private static final String UNLISTED = "a category that the reference does not list";

  private CategoricalMeasures() {}

  /**
   * Returns the measures in their fixed order.
   *
   * @param current at least one row
   * @param level probability with which chance stays below a PSI's noise
   */
  static List<Metric> of(Categorical feature, Counts current, double level) {
    String name = feature.name();
    BinLayout layout = feature.layout();
    TwoCounts counts =
        new TwoCounts(
            feature.counts().first(layout.partition()), current.first(layout.partition()));
    ChiSquare test = ChiSquare.test(counts);
    double divergence = JensenShannon.divergence(counts);
    return List.of(
        Metric.of(name, Metric.PSI, PSI, Psi.of(counts))
            .with(Quantity.THRESHOLD, Psi.noise(counts, level)),
        Metric.of(name, Metric.LINF, LINF, LargestGap.of(counts)).with(Quantity.P, test.p()),
        Metric.of(name, Metric.CHI2, CHI2, test.statistic()).with(Quantity.P, test.p()),
        Metric.of(name, Metric.JS, JS, divergence).with(Quantity.SCIPY, Math.sqrt(divergence)),
        Shares.change(feature, current, Metric.NULL_SHARE, "nulls", layout.nullBin()),
        Shares.change(feature, current, Metric.UNSEEN_SHARE, UNLISTED, layout.unseenBin()));
  }

  /** Returns the same names and methods without numbers. */
  static List<Metric> unmeasured(String name, Status status) {
    return List.of(
        Metric.unmeasured(name, Metric.PSI, PSI, status),
        Metric.unmeasured(name, Metric.LINF, LINF, status),
        Metric.unmeasured(name, Metric.CHI2, CHI2, status),
        Metric.unmeasured(name, Metric.JS, JS, status),
        Metric.unmeasured(name, Metric.NULL_SHARE, Shares.method("nulls"), status),
        Metric.unmeasured(name, Metric.UNSEEN_SHARE, Shares.method(UNLISTED), status));
  }
}
