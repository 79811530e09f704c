package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.measure.BinnedKs;
import io.evenkeel.stage.drift.measure.CoarseBins;
import io.evenkeel.stage.drift.measure.Interval;
import io.evenkeel.stage.drift.measure.JensenShannon;
import io.evenkeel.stage.drift.measure.KolmogorovSmirnov;
import io.evenkeel.stage.drift.measure.Psi;
import io.evenkeel.stage.drift.measure.TwoCounts;
import io.evenkeel.stage.drift.measure.Wasserstein;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a numeric feature. */
final class NumericMeasures {
  private static final String BINS = "type-1 quantile bins and NULL, NaN, UNSEEN";
  private static final String PSI = "sum((c-r)ln(c/r)), %d " + BINS + ", shares floored at 1e-4";
  private static final String JS = "Jensen-Shannon divergence, base 2, 10 " + BINS;
  private static final String KS =
      "lower bound of D from the frozen bins, with certain bounds; p of the lower bound, %s";
  private static final String EXACT_KS =
      "D of the values themselves, all ties advanced first; exact p, as scipy's ks_2samp"
          + " reports it up to 10,000 rows";
  private static final String W1 =
      "integral |F-G| / max(population sd of the reference, 1e-3), values drawn into the"
          + " reference's range, even within the frozen bins";
  private static final String OUTSIDE =
      "change of the share of rows outside the reference's finite range";

  private final Numeric feature;
  private final Counts current;
  private final double level;
  private final Optional<KolmogorovSmirnov> exact;

  private NumericMeasures(
      Numeric feature, Counts current, double level, Optional<KolmogorovSmirnov> exact) {
    this.feature = feature;
    this.current = current;
    this.level = level;
    this.exact = exact;
  }

  /**
   * Returns the measures in their fixed order; those that need values are unmeasured where a side
   * has none.
   *
   * @param current at least one row
   * @param level probability with which chance stays below a PSI's noise
   * @param exact the KS test on the values themselves, where both sides are small
   */
  static List<Metric> of(
      Numeric feature, Counts current, double level, Optional<KolmogorovSmirnov> exact) {
    NumericMeasures measures = new NumericMeasures(feature, current, level, exact);
    List<Metric> metrics = new ArrayList<>();
    metrics.add(measures.psi(Metric.PSI, 10));
    metrics.add(measures.psi(Metric.PSI_20, 20));
    metrics.addAll(measures.ofValues());
    metrics.add(measures.js());
    BinLayout layout = feature.layout();
    metrics.add(Shares.change(feature, current, Metric.NULL_SHARE, "nulls", layout.nullBin()));
    metrics.add(Shares.change(feature, current, Metric.NAN_SHARE, "NaN", layout.nanBin()));
    metrics.add(measures.outside());
    return metrics;
  }

  /** Returns the same names and methods without numbers. */
  static List<Metric> unmeasured(String name, Status status) {
    return List.of(
        Metric.unmeasured(name, Metric.PSI, PSI.formatted(10), status),
        Metric.unmeasured(name, Metric.PSI_20, PSI.formatted(20), status),
        Metric.unmeasured(name, Metric.KS, KS.formatted("not measured"), status),
        Metric.unmeasured(name, Metric.W1, W1, status),
        Metric.unmeasured(name, Metric.JS, JS, status),
        Metric.unmeasured(name, Metric.NULL_SHARE, Shares.method("nulls"), status),
        Metric.unmeasured(name, Metric.NAN_SHARE, Shares.method("NaN"), status),
        Metric.unmeasured(name, Metric.OUT_OF_RANGE_SHARE, OUTSIDE, status));
  }

  private Metric psi(String name, int bins) {
    TwoCounts counts = CoarseBins.of(feature, bins).pair(feature, current.toArray());
    return Metric.of(feature.name(), name, PSI.formatted(bins), Psi.of(counts))
        .with(Quantity.THRESHOLD, Psi.noise(counts, level));
  }

  private Metric js() {
    TwoCounts counts = CoarseBins.of(feature, 10).pair(feature, current.toArray());
    double divergence = JensenShannon.divergence(counts);
    return Metric.of(feature.name(), Metric.JS, JS, divergence)
        .with(Quantity.SCIPY, Math.sqrt(divergence));
  }

  private List<Metric> ofValues() {
    BinLayout layout = feature.layout();
    if (layout.values(feature.counts()) == 0 || layout.values(current) == 0) {
      return unmeasured(feature.name(), Status.ALL_NULL).subList(2, 4);
    }
    TwoCounts values =
        new TwoCounts(feature.counts().first(layout.bins()), current.first(layout.bins()));
    return List.of(exact.map(this::exactly).orElseGet(() -> bounded(values)), distance(values));
  }

  private Metric exactly(KolmogorovSmirnov ks) {
    return Metric.of(feature.name(), Metric.KS, EXACT_KS, ks.statistic())
        .within(new Interval(ks.statistic(), ks.statistic()))
        .with(Quantity.P, ks.p());
  }

  private Metric bounded(TwoCounts values) {
    BinnedKs ks = BinnedKs.of(feature.edges(), values);
    String tail = ks.exact() ? "exact" : "Kolmogorov's limit with Vrbik's correction (2018)";
    return Metric.of(feature.name(), Metric.KS, KS.formatted(tail), ks.statistic().lo())
        .within(ks.statistic())
        .with(Quantity.P, ks.p());
  }

  private Metric distance(TwoCounts values) {
    if (feature.summary().values() == 0) {
      return Metric.unmeasured(feature.name(), Metric.W1, W1, Status.ALL_NULL);
    }
    Wasserstein w1 = Wasserstein.ofBins(feature.edges(), values, feature.summary());
    double unit = Math.max(feature.summary().deviation(), Wasserstein.LEAST_DEVIATION);
    return Metric.of(feature.name(), Metric.W1, W1, w1.value())
        .within(w1.bounds())
        .with(Quantity.SCIPY, w1.value() * unit);
  }

  private Metric outside() {
    BinLayout layout = feature.layout();
    return Metric.change(
        feature.name(),
        Metric.OUT_OF_RANGE_SHARE,
        OUTSIDE,
        outside(layout, feature.counts()),
        outside(layout, current));
  }

  private static double outside(BinLayout layout, Counts counts) {
    double outside = (double) counts.at(layout.belowMin()) + counts.at(layout.aboveMax());
    return outside / layout.rows(counts);
  }
}
