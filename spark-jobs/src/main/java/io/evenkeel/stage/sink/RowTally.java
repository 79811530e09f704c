package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows, and which: a lost row and a repeated one cancel in the count, but not in the sum.
 *
 * @param keyHashSum {@code sum(cast(xxhash64(coalesce(row_id, '')) as decimal(38, 0)))}; 0 for no
 *     rows. It is summed here in two halves of 32 bits, which is the same sum without decimals in
 *     the inner loop, exact up to 2 to the 31 rows
 */
public record RowTally(long rows, BigInteger keyHashSum) implements Serializable {
  /** No rows. */
  public static final RowTally NONE = new RowTally(0, BigInteger.ZERO);

  static final int HALF = 32;
  static final long LOW_HALF = (1L << HALF) - 1;

  /** Returns the tally of all rows, in one pass over one column. */
  public static RowTally of(Dataset<Row> rows, Column rowId) {
    List<Column> columns = columns(rowId);
    return of(rows.agg(columns.get(0), columns.get(1), columns.get(2)).first(), 0);
  }

  /** Returns the tallies of rows that meet a condition and of the others, in one pass. */
  public static Map<Boolean, RowTally> by(Dataset<Row> rows, Column rowId, Column condition) {
    List<Column> columns = columns(rowId);
    Map<Boolean, RowTally> tallies = new HashMap<>(Map.of(true, NONE, false, NONE));
    rows.groupBy(coalesce(condition, lit(false)))
        .agg(columns.get(0), columns.get(1), columns.get(2))
        .collectAsList()
        .forEach(row -> tallies.put(row.getBoolean(0), of(row, 1)));
    return tallies;
  }

  /** Returns the aggregates of which {@link #of(Row, int)} makes a tally. */
  static List<Column> columns(Column rowId) {
    Column hash = xxhash64(coalesce(rowId.cast("string"), lit("")));
    return List.of(count(lit(1)), sum(shiftright(hash, HALF)), sum(hash.bitwiseAND(lit(LOW_HALF))));
  }

  /** Returns the tally in the three columns that start at {@code first}. */
  static RowTally of(Row row, int first) {
    return ofHalves(row.getLong(first), half(row, first + 1), half(row, first + 2));
  }

  /** Returns the tally of so many rows, of whose hashes the upper and lower halves were summed. */
  static RowTally ofHalves(long rows, BigInteger high, BigInteger low) {
    return new RowTally(rows, high.shiftLeft(HALF).add(low));
  }

  /** Returns the tally of these rows and {@code others}. */
  public RowTally plus(RowTally others) {
    return new RowTally(rows + others.rows, keyHashSum.add(others.keyHashSum));
  }

  private static BigInteger half(Row row, int column) {
    return Optional.ofNullable((Long) row.get(column))
        .map(BigInteger::valueOf)
        .orElse(BigInteger.ZERO);
  }

  @Override
  public String toString() {
    return "%,d rows (key hash sum %d)".formatted(rows, keyHashSum);
  }
}
