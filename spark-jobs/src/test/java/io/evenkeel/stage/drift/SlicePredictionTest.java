package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.retrain.RetrainRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.Test;

/** What a model predicts of each slice: scores of a quarter and of three quarters. */
public class SlicePredictionTest {
  private static final Slice NORTH = new Slice("shore", "north");
  private static final Slice SOUTH = new Slice("shore", "south");
  private static final int ROWS = 2_000;

  /** All rows: 1,000 of the north, half of them high, and 1,000 of the south, a tenth high. */
  private static final Numeric PREDICTION = Numeric.of("prediction", scores(1_400, 600), 0);

  private static final Categorical CARRIER =
      Categorical.of("carrier", Map.of("UA", (long) ROWS), 0);
  private static final ReferenceProfile REFERENCE = Samples.reference(CARRIER, PREDICTION);

  @Test
  public void isHeldAgainstTheSameSliceAndNotAgainstAllRows() {
    FeatureDrift north = prediction(report(scores(200, 800), scores(900, 100)), NORTH);
    FeatureDrift south = prediction(report(scores(200, 800), scores(900, 100)), SOUTH);
    // .5/.5 against .2/.8
    assertThat(north.value(Metric.PSI).orElseThrow())
        .isCloseTo(.3 * Math.log(.8 / .5) - .3 * Math.log(.2 / .5), within(1e-12));
    assertThat(north.value(Metric.KS).orElseThrow()).isCloseTo(.3, within(1e-12));
    assertThat(north.value(PredictionMeasures.POSITIVE_RATE).orElseThrow())
        .isCloseTo(.3, within(1e-12));
    assertThat(north.value(PredictionMeasures.MEAN).orElseThrow()).isCloseTo(.15, within(1e-9));
    assertThat(north.severity()).isEqualTo(Severity.MAJOR);
    assertThat(south.value(Metric.PSI)).hasValue(0);
    assertThat(south.value(PredictionMeasures.MEAN)).hasValue(0);
    assertThat(south.value(PredictionMeasures.DEVIATION)).hasValue(0);
    assertThat(south.severity()).isEqualTo(Severity.NONE);
  }

  @Test
  public void isFoundWhereTheWholeHidesIt() {
    DriftReport report = report(scores(900, 100), scores(500, 500));
    assertThat(report.prediction().orElseThrow().severity()).isEqualTo(Severity.NONE);
    assertThat(report.verdict().alerts())
        .extracting(Alert::sentence)
        .containsExactly(
            "shore = north: prediction: psi is 0.8789, beyond 0.1000",
            "shore = south: prediction: psi is 0.8789, beyond 0.1000");
  }

  @Test
  public void isNotAmongTheFeaturesThatMoved() {
    DriftReport report = report(scores(200, 800), scores(900, 100));
    SliceDrift north = report.slices().slices().get(0);
    assertThat(north.moved()).isEmpty();
    assertThat(north.inputs()).isEqualTo(1);
    assertThat(north.severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  public void isNotToldWhereTrainingLeftNone() {
    DriftReport report =
        report(unpredicted(), sliced(scores(200, 800), scores(900, 100)), scores(1_400, 600));
    assertThat(report.slices().slices()).allMatch(slice -> slice.prediction().isEmpty());
    assertThat(report.verdict().alert()).isFalse();
  }

  private static FeatureDrift prediction(DriftReport report, Slice slice) {
    return report.slices().slices().stream()
        .filter(each -> each.slice().equals(slice))
        .findFirst()
        .flatMap(SliceDrift::prediction)
        .orElseThrow();
  }

  private static DriftReport report(double[] north, double[] south) {
    double[] all = DoubleStream.concat(DoubleStream.of(north), DoubleStream.of(south)).toArray();
    return report(sliced(scores(500, 500), scores(900, 100)), sliced(north, south), all);
  }

  private static DriftReport report(
      Map<Slice, Map<String, long[]>> then, Map<Slice, Map<String, long[]>> now, double[] all) {
    then.put(Slice.ALL, Map.of());
    now.put(Slice.ALL, counts(all));
    DriftRun run = Samples.run("sliced");
    return DriftReport.assess(
        run,
        REFERENCE,
        new CurrentData(
            new SlicedCounts(now), SlicedCounts.NONE, DriftWindow.of(run.scoreDate()), Map.of()),
        new ReferenceSlices("unused", new SlicedCounts(then), Map.of()),
        DriftThresholds.DEFAULTS,
        RetrainRules.DEFAULTS);
  }

  private static Map<Slice, Map<String, long[]>> sliced(double[] north, double[] south) {
    Map<Slice, Map<String, long[]>> slices = new LinkedHashMap<>();
    slices.put(NORTH, counts(north));
    slices.put(SOUTH, counts(south));
    return slices;
  }

  private static Map<Slice, Map<String, long[]>> unpredicted() {
    Map<Slice, Map<String, long[]>> slices = sliced(scores(500, 500), scores(900, 100));
    slices.values().forEach(counts -> counts.remove("prediction"));
    return slices;
  }

  private static Map<String, long[]> counts(double[] scores) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    counts.put("carrier", new long[] {scores.length, 0, 0, 0, 0, 0});
    counts.put("prediction", Samples.count(PREDICTION, scores));
    return counts;
  }

  private static double[] scores(int low, int high) {
    return DoubleStream.concat(
            DoubleStream.generate(() -> .25).limit(low),
            DoubleStream.generate(() -> .75).limit(high))
        .toArray();
  }
}
