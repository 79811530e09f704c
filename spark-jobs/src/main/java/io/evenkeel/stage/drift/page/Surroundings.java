package io.evenkeel.stage.drift.page;

import java.util.Optional;

/**
 * What a page tells besides drift.
 *
 * @param labels predictions beside their outcomes; empty until labels have matured and were joined
 * @param latency how long the run took; empty where it is not known
 */
public record Surroundings(Optional<Labels> labels, Optional<Latency> latency) {
  /** Nothing else is known. */
  public static final Surroundings NONE = new Surroundings(Optional.empty(), Optional.empty());
}
