package io.evenkeel.job;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be scored.
 *
 * @param model the model's name
 * @param version the model's version; empty for the greatest there is
 * @param date the day whose spine rows are scored
 * @param allowEmpty whether a day without any row may be published as empty
 * @param cutoff instant up to which the inputs are known; empty to take it from their commits
 */
public record ScoreRequest(
    String model,
    OptionalInt version,
    LocalDate date,
    boolean allowEmpty,
    Optional<Instant> cutoff) {
  /** A request whose cut-off the inputs' commits decide. */
  public ScoreRequest(String model, OptionalInt version, LocalDate date, boolean allowEmpty) {
    this(model, version, date, allowEmpty, Optional.empty());
  }
}
