package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How the value of one column of one row came about.
 *
 * @param candidates for every row of the column's source whether it counts, in the order of the
 *     source's rows; none for an expression
 * @param steps what was decided after that, in order, a sentence each
 * @param value final; empty for null
 * @param breach why the row must not be scored
 * @param flag why the value is recorded
 */
public record OracleTrace(
    List<Candidate> candidates,
    List<String> steps,
    Optional<Object> value,
    Optional<Reason> breach,
    Optional<Reason> flag) {
  /** Copies the lists. */
  public OracleTrace {
    candidates = List.copyOf(candidates);
    steps = List.copyOf(steps);
  }
}
