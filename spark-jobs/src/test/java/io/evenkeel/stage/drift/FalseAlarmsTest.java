package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.Summary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

/** How often a report on features that have not moved raises an alarm. */
public class FalseAlarmsTest {
  private static final int FEATURES = 200;
  private static final int BINS = 100;
  private static final DriftThresholds THRESHOLDS = DriftThresholds.DEFAULTS;

  @Test
  public void areNoMoreThanAllowedInFiveHundredRunsOfTwoHundredFeatures() {
    int runs = 500;
    long alarms =
        IntStream.range(0, runs)
            .parallel()
            .filter(run -> report(new SplittableRandom(run), 2_500).verdict().alert())
            .count();
    assertThat(alarms).isLessThanOrEqualTo(Math.round(runs * THRESHOLDS.significance()));
  }

  @Test
  public void leaveAShiftOfATenthOfADeviationInOneOfTwoHundredFeaturesToBeFound() {
    int rows = 100_000;
    Random random = new Random(18);
    Numeric shifted = Numeric.of("f7", normal(random, rows, 0), 0);
    Map<String, long[]> current = new LinkedHashMap<>();
    FeatureProfile[] features = draw(new SplittableRandom(18), rows, current);
    features[7] = shifted;
    current.put("f7", Samples.count(shifted, normal(random, rows, .1)));
    DriftReport report = assess(features, current);
    assertThat(report.features())
        .filteredOn(feature -> feature.severity() != Severity.NONE)
        .extracting(FeatureDrift::name)
        .containsExactly("f7");
    Metric ks = report.features().get(7).metric(Metric.KS).orElseThrow();
    assertThat(ks.number(Quantity.P_ADJ).orElseThrow()).isLessThan(1e-6);
  }

  private static DriftReport report(SplittableRandom random, int rows) {
    Map<String, long[]> current = new LinkedHashMap<>();
    return assess(draw(random, rows, current), current);
  }

  private static DriftReport assess(FeatureProfile[] features, Map<String, long[]> current) {
    return DriftReport.assess(Samples.run("r"), Samples.reference(features), current, THRESHOLDS);
  }

  /** Draws both sides of each feature from one distribution, into equal bins. */
  private static FeatureProfile[] draw(
      SplittableRandom random, int rows, Map<String, long[]> current) {
    double[] edges = new double[BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = i + 1.0;
    }
    FeatureProfile[] features = new FeatureProfile[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      Summary summary = new Summary(rows, 0, BINS, BINS / 2.0, BINS * BINS / 12.0);
      features[i] = new Numeric("f" + i, Edges.of(edges), summary, Counts.of(counts(random, rows)));
      current.put("f" + i, counts(random, rows));
    }
    return features;
  }

  private static long[] counts(SplittableRandom random, int rows) {
    long[] counts = new long[new BinLayout(BINS).length()];
    for (int row = 0; row < rows; row++) {
      counts[random.nextInt(BINS)]++;
    }
    return counts;
  }

  private static double[] normal(Random random, int rows, double shift) {
    return DoubleStream.generate(() -> shift + random.nextGaussian()).limit(rows).toArray();
  }
}
