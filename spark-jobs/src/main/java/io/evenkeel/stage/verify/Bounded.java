package io.evenkeel.stage.verify;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads rows into memory, up to a limit.
 *
 * @param limit greatest number of rows of one source
 */
record Bounded(int limit) {
  /**
   * Returns all the rows.
   *
   * @throws EvenkeelException with fault USAGE, if there are more than the limit
   */
  List<Row> rows(String source, Dataset<Row> rows) {
    List<Row> read = rows.limit(limit + 1).collectAsList();
    if (read.size() > limit) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "The sample concerns more than %,d rows of source '%s', which the oracle holds in memory"
                  .formatted(limit, source))
          .safe("Nothing was written.")
          .next("Take a smaller --sample, or raise the setting evenkeel.verify.max_source_rows.");
    }
    return read;
  }
}
