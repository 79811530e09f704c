package io.evenkeel.stage.drift;

import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One feature of the reference, held against the current data.
 *
 * @param profile the feature in the reference
 * @param current counts of the current data in the profile's layout; zero where it is missing
 * @param status whether it could be judged
 * @param severity how far it has moved
 * @param metrics every measure of it, measured or not, in a fixed order
 */
public record FeatureDrift(
    FeatureProfile profile,
    Counts current,
    Status status,
    Severity severity,
    List<Metric> metrics) {
  /** Copies the list. */
  public FeatureDrift {
    metrics = List.copyOf(metrics);
  }

  /** Returns the feature's name. */
  public String name() {
    return profile.name();
  }

  /** Returns the number of current rows. */
  public long rows() {
    return profile.layout().rows(current);
  }

  /** Returns the measure of that name, or empty where the feature's kind does not have it. */
  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** Returns the number that was measured under that name, or empty. */
  public OptionalDouble value(String name) {
    return metric(name).map(Metric::value).orElse(OptionalDouble.empty());
  }
}
