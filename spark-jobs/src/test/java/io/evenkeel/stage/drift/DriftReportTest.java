package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.Counts;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Summary;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.Test;

public class DriftReportTest {
  private static final double[] THOUSAND =
      DoubleStream.iterate(1, x -> x + 1).limit(1000).toArray();
  private static final Numeric FEATURE = Numeric.of("x", THOUSAND, 0);

  @Test
  public void findsNothingWhereNothingMoved() {
    FeatureDrift drift = Samples.assess(FEATURE, Samples.count(FEATURE, THOUSAND));
    assertThat(drift.status()).isEqualTo(Status.OK);
    assertThat(drift.severity()).isEqualTo(Severity.NONE);
    assertThat(drift.value(Metric.PSI)).hasValue(0);
    assertThat(drift.value(Metric.KS)).hasValue(0);
    assertThat(drift.value(Metric.W1)).hasValue(0);
    assertThat(drift.value(Metric.JS)).hasValue(0);
  }

  @Test
  public void judgesAConstantFeature() {
    Numeric constant = Numeric.of("x", filled(500, 7), 0);
    FeatureDrift same = Samples.assess(constant, Samples.count(constant, filled(300, 7)));
    FeatureDrift other = Samples.assess(constant, Samples.count(constant, filled(300, 8)));
    assertThat(same.severity()).isEqualTo(Severity.NONE);
    assertThat(same.value(Metric.KS)).hasValue(0);
    assertThat(other.severity()).isEqualTo(Severity.MAJOR);
    assertThat(other.value(Metric.KS)).hasValue(1);
    assertThat(other.value(Metric.OUT_OF_RANGE_SHARE)).hasValue(1);
    requireFinite(other);
  }

  @Test
  public void saysAllNullWhereTheCurrentDataHasNoValue() {
    FeatureDrift drift = Samples.assess(FEATURE, Samples.count(FEATURE, new Double[200]));
    assertThat(drift.status()).isEqualTo(Status.ALL_NULL);
    assertThat(drift.severity()).isEqualTo(Severity.MAJOR);
    assertThat(drift.value(Metric.PSI).orElseThrow()).isCloseTo(16.1102668616, within(1e-10));
    assertThat(drift.value(Metric.KS)).isEmpty();
    assertThat(drift.metric(Metric.KS).orElseThrow().status()).isEqualTo(Status.ALL_NULL);
    requireFinite(drift);
  }

  @Test
  public void findsNoDriftWhereBothSidesAreAllNull() {
    Numeric nulls = Numeric.of("x", new double[0], 400);
    FeatureDrift drift = Samples.assess(nulls, Samples.count(nulls, new Double[200]));
    assertThat(drift.status()).isEqualTo(Status.ALL_NULL);
    assertThat(drift.severity()).isEqualTo(Severity.NONE);
    assertThat(drift.value(Metric.PSI)).hasValue(0);
  }

  @Test
  public void measuresValuesWhereTheReferenceWasAllNull() {
    Numeric nulls = Numeric.of("x", new double[0], 400);
    FeatureDrift drift = Samples.assess(nulls, Samples.count(nulls, filled(200, 3)));
    assertThat(drift.status()).isEqualTo(Status.ALL_NULL);
    assertThat(drift.severity()).isEqualTo(Severity.MAJOR);
    requireFinite(drift);
  }

  @Test
  public void findsNoDriftInEqualShareOfNan() {
    Numeric withNan = Numeric.of("x", concat(THOUSAND, filled(250, Double.NaN)), 0);
    FeatureDrift drift =
        Samples.assess(withNan, Samples.count(withNan, concat(THOUSAND, filled(250, Double.NaN))));
    assertThat(drift.value(Metric.PSI)).hasValue(0);
    assertThat(drift.value(Metric.NAN_SHARE)).hasValue(0);
    assertThat(drift.severity()).isEqualTo(Severity.NONE);
  }

  @Test
  public void measuresTenPercentNullsAsKnown() {
    Double[] values = new Double[1000];
    for (int i = 0; i < 900; i++) {
      values[i] = THOUSAND[(int) (i * 10 / 9.0)];
    }
    FeatureDrift drift = Samples.assess(FEATURE, Samples.count(FEATURE, values));
    assertThat(drift.value(Metric.PSI).orElseThrow()).isCloseTo(.7006208039360982, within(1e-12));
    assertThat(drift.value(Metric.NULL_SHARE).orElseThrow()).isCloseTo(.1, within(1e-15));
    assertThat(drift.severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  public void measuresInfinitiesAsOrdinaryExtremes() {
    double[] infinite =
        concat(THOUSAND, new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
    FeatureDrift drift = Samples.assess(FEATURE, Samples.count(FEATURE, infinite));
    assertThat(drift.status()).isEqualTo(Status.OK);
    assertThat(drift.value(Metric.OUT_OF_RANGE_SHARE).orElseThrow())
        .isCloseTo(2 / 1002.0, within(1e-15));
    requireFinite(drift);
    Numeric only = Numeric.of("y", filled(100, Double.POSITIVE_INFINITY), 0);
    requireFinite(Samples.assess(only, Samples.count(only, THOUSAND)));
    requireFinite(Samples.assess(only, Samples.count(only, infinite)));
  }

  @Test
  public void saysEmptyWhereThereIsNoRow() {
    FeatureDrift noCurrent = Samples.assess(FEATURE, Samples.count(FEATURE, new double[0]));
    Numeric none = Numeric.of("x", new double[0], 0);
    FeatureDrift noReference = Samples.assess(none, Samples.count(none, THOUSAND));
    for (FeatureDrift drift : List.of(noCurrent, noReference)) {
      assertThat(drift.status()).isEqualTo(Status.EMPTY);
      assertThat(drift.severity()).isEqualTo(Severity.NONE);
      assertThat(drift.value(Metric.PSI)).isEmpty();
    }
  }

  @Test
  public void measuresOneRowButDoesNotJudgeIt() {
    double[] ten = DoubleStream.iterate(1, x -> x + 1).limit(10).toArray();
    Numeric feature = Numeric.of("x", ten, 0);
    FeatureDrift drift = Samples.assess(feature, Samples.count(feature, 5.0));
    assertThat(drift.status()).isEqualTo(Status.TOO_FEW);
    assertThat(drift.severity()).isEqualTo(Severity.NONE);
    assertThat(drift.value(Metric.PSI).orElseThrow()).isPositive();
    requireFinite(drift);
  }

  @Test
  public void alertsWhereAFeatureIsMissingAndNamesANewOne() {
    Map<String, long[]> current = new HashMap<>();
    current.put("surprise", new long[0]);
    DriftReport report =
        DriftReport.assess(
            Samples.run("r"), Samples.reference(FEATURE), current, DriftThresholds.DEFAULTS);
    assertThat(report.features().get(0).status()).isEqualTo(Status.MISSING_FEATURE);
    assertThat(report.newFeatures()).containsExactly("surprise");
    assertThat(report.verdict().alert()).isTrue();
    assertThat(report.verdict().sentence())
        .isEqualTo(
            "1 of 1 features has moved far since training. It is x (missing)."
                + " Without a reference: surprise.");
  }

  @Test
  public void countsUnseenWordsInTheirOwnBin() {
    Categorical carrier = Categorical.of("carrier", Map.of("AA", 600L, "UA", 400L), 0);
    String[] words = new String[1000];
    Arrays.fill(words, 0, 500, "AA");
    Arrays.fill(words, 500, 900, "UA");
    Arrays.fill(words, 900, 1000, "ZZ");
    FeatureDrift drift = Samples.assess(carrier, Samples.count(carrier, words));
    assertThat(drift.value(Metric.UNSEEN_SHARE)).hasValue(.1);
    assertThat(drift.value(Metric.LINF).orElseThrow()).isCloseTo(.1, within(1e-15));
    assertThat(drift.severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  public void callsAGreatSampleWithoutEffectNegligible() {
    Categorical side = Categorical.of("side", Map.of("left", 5_000_000L, "right", 5_000_000L), 0);
    long[] counts = side.counts().toArray();
    counts[0] += 10_000;
    counts[1] -= 10_000;
    FeatureDrift drift = Samples.assess(side, counts);
    Metric test = drift.metric(Metric.LINF).orElseThrow();
    assertThat(test.number(Quantity.P).orElseThrow()).isLessThan(1e-5);
    assertThat(drift.severity()).isEqualTo(Severity.NEGLIGIBLE);
  }

  @Test
  public void raisesNoAlarmOverTenMillionRowsThatHaveNotMoved() {
    Numeric thousandBins = tenMillion();
    FeatureDrift drift = Samples.assess(thousandBins, scattered(thousandBins, new Random(20), 0));
    assertThat(drift.severity()).isEqualTo(Severity.NONE);
    assertThat(drift.value(Metric.KS).orElseThrow()).isLessThan(.001);
  }

  @Test
  public void callsATinyGapOverTenMillionRowsSignificantAndNegligible() {
    Numeric thousandBins = tenMillion();
    FeatureDrift drift =
        Samples.assess(thousandBins, scattered(thousandBins, new Random(21), .003));
    Metric ks = drift.metric(Metric.KS).orElseThrow();
    assertThat(ks.value().orElseThrow()).isBetween(.001, .002);
    assertThat(ks.number(Quantity.P_ADJ).orElseThrow()).isLessThan(1e-4);
    assertThat(drift.severity()).isEqualTo(Severity.NEGLIGIBLE);
    assertThat(drift.metric(Metric.PSI).orElseThrow().severity()).isEqualTo(Severity.NONE);
  }

  /** A reference of ten million rows, ten thousand in each of a thousand bins. */
  private static Numeric tenMillion() {
    Edges edges = Edges.of(DoubleStream.iterate(1, x -> x + 1).limit(999).toArray());
    long[] counts = new long[1005];
    Arrays.fill(counts, 0, 1000, 10_000);
    return new Numeric(
        "x", edges, new Summary(10_000_000, 0, 1000, 500, 83_333), Counts.of(counts));
  }

  /** Counts as a sample of ten million would have them, with that share moved up by half. */
  private static long[] scattered(Numeric feature, Random random, double moved) {
    long[] counts = feature.counts().toArray();
    for (int bin = 0; bin < 500; bin++) {
      double expected = 10_000 * (1 - moved) + 100 * random.nextGaussian();
      long shifted = 10_000 - Math.round(expected);
      counts[bin] -= shifted;
      counts[bin + 500] += shifted;
    }
    return counts;
  }

  @Test
  public void refusesCountsOfAnotherReference() {
    assertThatThrownBy(() -> Samples.assess(FEATURE, new long[3]))
        .hasMessageContaining("counted in 3 positions");
  }

  @Test
  public void judgesThePredictionByItsPositiveRate() {
    Random random = new Random(19);
    Numeric prediction =
        Numeric.of(ReferenceProfile.PREDICTION, random.doubles(5000).map(x -> x * x).toArray(), 0);
    FeatureDrift drift =
        Samples.assess(
            prediction,
            Samples.count(prediction, random.doubles(4000).map(x -> 1 - x * x).toArray()));
    Metric rate = drift.metric(PredictionMeasures.POSITIVE_RATE).orElseThrow();
    assertThat(rate.number(Quantity.REFERENCE).orElseThrow()).isCloseTo(.293, within(.02));
    assertThat(rate.number(Quantity.CURRENT).orElseThrow()).isCloseTo(.707, within(.02));
    assertThat(rate.severity()).isEqualTo(Severity.MODERATE);
    assertThat(drift.value(PredictionMeasures.MEAN).orElseThrow()).isCloseTo(1 / 3.0, within(.02));
    assertThat(drift.value("p50").orElseThrow()).isCloseTo(.5, within(.03));
  }

  /** A report on standard normal features, of which {@code f7} is shifted. */
  private static double[] filled(int rows, double value) {
    return Collections.nCopies(rows, value).stream().mapToDouble(x -> x).toArray();
  }

  private static double[] concat(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  private static void requireFinite(FeatureDrift drift) {
    for (Metric metric : drift.metrics()) {
      metric
          .numbers()
          .forEach((quantity, x) -> assertThat(x).as("%s %s", metric, quantity).isFinite());
    }
  }
}
