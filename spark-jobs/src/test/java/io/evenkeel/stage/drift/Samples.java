package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** References and counts that tests share. */
public final class Samples {
  private Samples() {}

  /** Returns a run of {@code flight_delay} on the fourth of July. */
  public static DriftRun run(String runId) {
    return run(runId, LocalDate.of(2013, 7, 4));
  }

  /** Returns a run of {@code flight_delay} on that date. */
  public static DriftRun run(String runId, LocalDate date) {
    return new DriftRun(
        runId,
        "flight_delay",
        "1",
        "champion",
        date,
        Map.of("schedule", 3L, "flights", 12L),
        Optional.of(LocalDate.of(2013, 6, 1)),
        true,
        Instant.parse("2013-07-05T01:02:03Z"));
  }

  /** Returns a reference of those features. */
  public static ReferenceProfile reference(FeatureProfile... features) {
    return ReferenceProfile.of("set", "ab".repeat(32), features[0].rows(), List.of(features));
  }

  /** Returns the counts of numbers; null counts as null. */
  public static long[] count(Numeric feature, Double... values) {
    ProfileCounter counter = ProfileCounter.of(feature);
    for (Double value : values) {
      if (value == null) {
        counter.addNull();
      } else {
        counter.add(value);
      }
    }
    return counter.counts();
  }

  /** Returns the counts of numbers. */
  public static long[] count(Numeric feature, double[] values) {
    return count(feature, Arrays.stream(values).boxed().toArray(Double[]::new));
  }

  /** Returns the counts of words. */
  public static long[] count(Categorical feature, String... words) {
    ProfileCounter counter = ProfileCounter.of(feature);
    Arrays.stream(words).forEach(counter::addText);
    return counter.counts();
  }

  /** Returns the report on one feature. */
  public static FeatureDrift assess(FeatureProfile feature, long[] counts) {
    Map<String, long[]> current = new LinkedHashMap<>();
    current.put(feature.name(), counts);
    return DriftReport.assess(run("run-1"), reference(feature), current, DriftThresholds.DEFAULTS)
        .features()
        .get(0);
  }
}
