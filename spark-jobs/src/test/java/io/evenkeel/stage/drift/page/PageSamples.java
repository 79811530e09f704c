package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
