package io.evenkeel.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a model learns to predict: an aggregate over events at or after the prediction moment, in
 * {@code [as_of + from, as_of + to)}. A row whose aggregate is missing (no event and no {@code
 * empty} value) has no label and is left out of exports, counted.
 *
 * @param name column name of the label in exports
 * @param source name of an event source
 * @param by spine keys that an event must match, out of the source's keys; at least one
 * @param matureAfter time after the window's end by which late events have arrived; a row is
 *     labelled only where {@code as_of + to + matureAfter} is not after the export's cut-off
 */
public record Label(
    String name,
    FeatureType type,
    String source,
    List<String> by,
    Aggregate aggregate,
    Duration from,
    Duration to,
    Duration matureAfter) {
  /** Checks name and interval. */
  public Label {
    Identifiers.require("label", name);
    by = List.copyOf(by);
    if (from.isNegative() || to.compareTo(from) <= 0 || matureAfter.isNegative()) {
      throw new IllegalArgumentException(
          "Label '%s' has the window [%s, %s) and mature_after %s; possible are 0 <= from < to and mature_after >= 0"
              .formatted(name, from, to, matureAfter));
    }
  }

  /**
   * Returns the last prediction moment whose label is mature at {@code cutoff}: a row is labelled
   * where {@code as_of + to + mature_after <= cutoff}.
   */
  public Instant lastMature(Instant cutoff) {
    return cutoff.minus(to).minus(matureAfter);
  }
}
