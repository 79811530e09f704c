package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.retrain.RetrainRules;
import io.evenkeel.stage.drift.CurrentData;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.DriftWindow;
import io.evenkeel.stage.drift.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Reports to draw: features of every kind and state, the same in every run. */
final class PageSamples {
  private static final String[] CARRIERS = {
    "UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E", "WN", "VX", "FL", "AS", "F9", "YV"
  };

  private final Random random = new Random(2013);
  private final List<FeatureProfile> features = new ArrayList<>();
  private final Map<String, long[]> current = new LinkedHashMap<>();

  private PageSamples() {}

  /** Returns a report with something of everything. */
  static DriftReport report() {
    PageSamples samples = new PageSamples();
    samples.numbers("temperature", normal(8, 9), normal(25, 5), .002, .01);
    samples.numbers("departure_delay_7d", skewed(12), skewed(19), .01, .012);
    samples.numbers("distance", whole(40, 60), whole(40, 60), 0, 0);
    samples.numbers("humidity", normal(60, 18), normal(61.2, 18), .03, .031);
    samples.numbers("precipitation", rain(.06), rain(.13), 0, 0);
    samples.numbers("seats", whole(20, 9), whole(20, 9), .15, .32);
    samples.numbers("month", whole(4, 1), random -> 7, 0, 0);
    samples.numbers("wind_gust", normal(20, 6), normal(20, 6), 1, 1);
    samples.words("carrier", "UA", .16);
    samples.words("<b>origin & \"more\"</b>", "ZZ", .03);
    samples.missing("visibility");
    samples.numbers(ReferenceProfile.PREDICTION, score(2.2), score(1.5), 0, 0);
    return samples.assess("01JZ8Q4N7V2R");
  }

  /** Returns a report on many features of the widest kind. */
  static DriftReport wide(int width) {
    PageSamples samples = new PageSamples();
    for (int i = 0; i < width; i++) {
      String name = "feature_with_a_rather_long_name_" + i;
      if (i % 5 == 4) {
        samples.words(name, "ZZ", .1);
      } else {
        samples.numbers(name, normal(1000 * i, 100.123), normal(1000 * i + 20, 110.77), .1, .2);
      }
    }
    return samples.assess("wide");
  }

  /** Returns PSI over earlier runs for some features. */
  static Map<String, List<Double>> trends() {
    return Map.of(
        "temperature", List.of(.11, .3, .52, .9, 1.4, 2.2, 2.9),
        "distance", List.of(.002, .004, .001, .003, .002));
  }

  /** Returns a report on a window of several days. */
  static DriftReport window() {
    PageSamples samples = new PageSamples();
    samples.numbers("temperature", normal(8, 9), normal(9, 9), .002, .002);
    samples.words("carrier", "UA", .02);
    LocalDate date = LocalDate.of(2013, 7, 4);
    return DriftReport.assess(
        Samples.run("window"),
        Samples.reference(samples.features.toArray(FeatureProfile[]::new)),
        new CurrentData(
            SlicedCounts.all(samples.current),
            SlicedCounts.all(samples.current),
            new DriftWindow(7, List.of(date.minusDays(2), date.minusDays(1), date), 1),
            Map.of()),
        ReferenceSlices.NONE,
        DriftThresholds.DEFAULTS,
        RetrainRules.DEFAULTS);
  }

  /** Returns a comparison of two tables, with slices, of which some are left out. */
  static DriftReport comparison() {
    PageSamples samples = new PageSamples();
    samples.numbers("distance", whole(40, 60), whole(40, 60), 0, 0);
    samples.numbers("seats", whole(20, 9), whole(24, 9), .15, .32);
    samples.words("carrier", "UA", .02);
    ReferenceProfile reference = Samples.reference(samples.features.toArray(FeatureProfile[]::new));
    Map<Slice, Map<String, long[]>> then = new LinkedHashMap<>();
    Map<Slice, Map<String, long[]>> now = new LinkedHashMap<>();
    List<Slice> slices = List.of(new Slice("region", "north"), new Slice("region", "south"));
    for (Slice slice : slices) {
      Map<String, long[]> whole = new LinkedHashMap<>();
      samples.features.forEach(f -> whole.put(f.name(), f.counts().toArray()));
      then.put(slice, whole);
      now.put(slice, slice.value().equals("north") ? whole : samples.current);
    }
    then.put(Slice.ALL, Map.of());
    now.put(Slice.ALL, samples.current);
    DriftRun run = Samples.run("comparison");
    return DriftReport.assess(
        new DriftRun(
            run.runId(),
            "flights: new against old",
            "new@v1 against old@v7",
            DriftRun.COMPARISON,
            run.scoreDate(),
            run.sourceVersions(),
            Optional.empty(),
            false,
            run.createdAt()),
        reference,
        new CurrentData(
            new SlicedCounts(now), SlicedCounts.NONE, DriftWindow.of(run.scoreDate()), Map.of()),
        new ReferenceSlices(reference.id(), new SlicedCounts(then), Map.of("region", 17L)),
        DriftThresholds.DEFAULTS,
        RetrainRules.DEFAULTS);
  }

  /** Returns labels and latency. */
  static Surroundings surroundings() {
    List<Labels.Bin> bins = new ArrayList<>();
    for (int tenth = 0; tenth < 10; tenth++) {
      double score = tenth / 10.0 + .05;
      double share = .1 + .7 * score;
      bins.add(new Labels.Bin(score, number(share, .04), 300 - 20L * tenth));
    }
    List<Labels.Estimate> judged =
        List.of(number(.31, .03), number(.24, .03), number(.66, .05), number(1, 0));
    List<Labels.Estimate> few = List.of(none(), none(), none(), none());
    Labels labels =
        new Labels(
            "2,912 of 3,000 predictions have a label (0 not mature yet, 88 mature without one, 0"
                + " unusable).",
            "The model is worse than at training and its inputs have moved.",
            List.of(
                "Labels: 0.3185 of outcomes are positive, at training 0.2351: label drift",
                "Model: AUC is 0.6478, at training 0.7218: it has lost what it learnt"),
            List.of(
                new Labels.Line("accuracy", number(.715, .016), 2912, OptionalDouble.of(.748)),
                new Labels.Line("auc", number(.648, .021), 2912, OptionalDouble.of(.722)),
                new Labels.Line("brier", number(.19, .006), 2912, OptionalDouble.empty())),
            bins,
            List.of(
                new Labels.Groups(
                    "carrier",
                    List.of(
                        "selection_rate",
                        "base_rate",
                        "true_positive_rate",
                        "disparate_impact_ratio"),
                    List.of(new Labels.Group("UA", 911, judged), new Labels.Group("HA", 12, few)),
                    3)));
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("STAGED", 7.25);
    seconds.put("AUDITED", 8.5);
    seconds.put("PUBLISHED", 10.75);
    return new Surroundings(Optional.of(labels), Optional.of(new Latency(3000, 412.5, seconds)));
  }

  private static Labels.Estimate number(double value, double around) {
    return new Labels.Estimate(
        OptionalDouble.of(value),
        OptionalDouble.of(value - around),
        OptionalDouble.of(value + around),
        "OK");
  }

  private static Labels.Estimate none() {
    return new Labels.Estimate(
        OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "TOO_FEW");
  }

  private DriftReport assess(String runId) {
    current.put("brand_new", new long[0]);
    return DriftReport.assess(
        Samples.run(runId),
        Samples.reference(features.toArray(FeatureProfile[]::new)),
        current,
        DriftThresholds.DEFAULTS);
  }

  private void numbers(
      String name, Source before, Source now, double nullsBefore, double nullsNow) {
    double[] values = draw(before, 4000, nullsBefore);
    Numeric feature = Numeric.of(name, values, 4000L - values.length);
    double[] later = draw(now, 3000, nullsNow);
    long[] counts = Samples.count(feature, later);
    counts[feature.layout().nullBin()] = 3000L - later.length;
    features.add(feature);
    current.put(name, counts);
  }

  private void words(String name, String moved, double share) {
    Map<String, Long> rows = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      rows.merge(carrier(), 1L, Long::sum);
    }
    Categorical feature = Categorical.of(name, rows, 0);
    String[] words = new String[3000];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextDouble() < share ? moved : carrier();
    }
    features.add(feature);
    current.put(name, Samples.count(feature, words));
  }

  private void missing(String name) {
    features.add(Numeric.of(name, draw(normal(9, 2), 4000, 0), 0));
  }

  private String carrier() {
    double place = random.nextDouble();
    return CARRIERS[(int) (CARRIERS.length * place * place)];
  }

  private double[] draw(Source source, int rows, double nulls) {
    int values = (int) Math.round(rows * (1 - nulls));
    return DoubleStream.generate(() -> source.next(random)).limit(values).toArray();
  }

  private static Source normal(double mean, double deviation) {
    return random -> Math.round(100 * (mean + deviation * random.nextGaussian())) / 100.0;
  }

  private static Source skewed(double mean) {
    return random -> -mean * Math.log(1 - random.nextDouble());
  }

  private static Source whole(int mean, int spread) {
    return random -> mean + random.nextInt(2 * spread + 1) - spread;
  }

  private static Source rain(double share) {
    return random -> random.nextDouble() < share ? Math.ceil(20 * random.nextDouble()) / 100 : 0;
  }

  private static Source score(double power) {
    return random -> Math.pow(random.nextDouble(), power);
  }

  /** Draws values of one kind. */
  private interface Source {
    double next(Random random);
  }
}
