package io.evenkeel.stage.drift;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a report is about. Model, role and date are its slot: a later report of the same slot takes
 * the place of an earlier one.
 *
 * @param runId the run whose rows are judged
 * @param model the model's name; for two tables without a model, the name of the comparison
 * @param modelVersion the model's version, or what stands for it
 * @param role {@code champion}, {@code shadow} ...
 * @param scoreDate the date of the rows
 * @param sourceVersions Delta version of each source table that has one
 * @param trainedOn the last day of the training data, where that is known
 * @param classifier whether the score is a probability
 * @param createdAt when the report was made
 */
public record DriftRun(
    String runId,
    String model,
    String modelVersion,
    String role,
    LocalDate scoreDate,
    Map<String, Long> sourceVersions,
    Optional<LocalDate> trainedOn,
    boolean classifier,
    Instant createdAt) {
  /** The role of a comparison of two tables, of which there is no model. */
  public static final String COMPARISON = "comparison";

  /** Orders the source versions by name. */
  public DriftRun {
    sourceVersions = Collections.unmodifiableMap(new TreeMap<>(sourceVersions));
  }

  /** Tells whether two tables are compared, without a model. */
  public boolean comparison() {
    return role.equals(COMPARISON);
  }
}
