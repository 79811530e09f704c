package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Two tables that are to be held against each other.
 *
 * @param features a feature set, whose columns are compared; empty where columns are named
 * @param columns names of columns to compare; empty where there is a set
 * @param current a table, or a span of dates of the set such as {@code 2013-07-01..2013-07-31}
 * @param reference likewise, or an export of the set by its id
 * @param by columns by each of which rows are sliced
 * @param name what the comparison is called in tables and pages; empty for a name made of the above
 * @param date the date that the comparison is filed under; empty for the last one of the current
 *     rows
 */
public record CompareRequest(
    Optional<String> features,
    List<String> columns,
    String current,
    String reference,
    List<String> by,
    Optional<String> name,
    Optional<LocalDate> date) {
  /** Copies the lists; refuses a request for both or neither of set and columns. */
  public CompareRequest {
    columns = columns.stream().distinct().toList();
    by = by.stream().distinct().toList();
    if (features.isPresent() == !columns.isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE, "A comparison is of a feature set or of columns, of one of the two")
          .next("Give --features SET, or --columns COLUMN,COLUMN.");
    }
  }

  /** Returns the name under which the comparison is kept. */
  String title() {
    return name.orElseGet(
        () -> "%s: %s against %s".formatted(features.orElse("columns"), current, reference));
  }
}
