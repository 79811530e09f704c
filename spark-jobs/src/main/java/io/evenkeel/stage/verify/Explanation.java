package io.evenkeel.stage.verify;

import io.evenkeel.feature.oracle.Candidate.Verdict;
import io.evenkeel.feature.oracle.OracleTrace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why one value of one row is what it is.
 *
 * @param asOf the prediction moment; empty for null
 * @param copies rows of the day that have this id: one, unless the data is in breach
 * @param source the column's source; empty for an expression
 * @param events what was looked at: those that count first, the latest first
 * @param trace the steps after that
 */
public record Explanation(
    String rowId,
    Optional<Instant> asOf,
    int copies,
    Optional<String> source,
    List<Looked> events,
    OracleTrace trace) {

  /**
   * A row of the source.
   *
   * @param time when it happened, or from when it is valid; empty for null
   * @param knownAt when it could be seen; empty for null or where the source does not say
   * @param value its argument; empty for null and for {@code count(*)}
   * @param detail the verdict in a sentence
   */
  public record Looked(
      Optional<Instant> time,
      Optional<Instant> knownAt,
      Optional<Object> value,
      Verdict verdict,
      String detail) {}

  /** Copies the list. */
  public Explanation {
    events = List.copyOf(events);
  }
}
