package io.evenkeel.stage.scoring;

import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a {@link Batch} have beside their features: whose row it is, its moment of
 * prediction, and the breaches that it came with. Not thread-safe.
 */
final class RowHeads {
  private final @Nullable UTF8String[] ids;
  private final long[] asOf;
  private final boolean[] dated;
  private final @Nullable ArrayData[] breaches;

  /** Prepares for up to {@code capacity} rows. */
  RowHeads(int capacity) {
    this.ids = new UTF8String[capacity];
    this.asOf = new long[capacity];
    this.dated = new boolean[capacity];
    this.breaches = new ArrayData[capacity];
  }

  /** Takes those of a row, of which nothing is kept that its owner may overwrite. */
  void take(InternalRow row, int at) {
    ids[at] = row.isNullAt(InputRow.ROW_ID) ? null : row.getUTF8String(InputRow.ROW_ID).copy();
    dated[at] = !row.isNullAt(InputRow.AS_OF);
    asOf[at] = dated[at] ? row.getLong(InputRow.AS_OF) : 0;
    ArrayData found = row.getArray(InputRow.BREACHES);
    breaches[at] = found.numElements() == 0 ? null : found.copy();
  }

  /**
   * Takes those of {@code rows} rows of columns, from {@code from} on.
   *
   * @param columns in the order of {@link InputRow}; they must not change while this holds them
   */
  void take(@Nullable ColumnVector[] columns, int from, int rows) {
    ColumnVector id = Objects.requireNonNull(columns[InputRow.ROW_ID]);
    ColumnVector time = Objects.requireNonNull(columns[InputRow.AS_OF]);
    ColumnVector breach = Objects.requireNonNull(columns[InputRow.BREACHES]);
    for (int at = 0; at < rows; at++) {
      ids[at] = id.isNullAt(from + at) ? null : id.getUTF8String(from + at);
      dated[at] = !time.isNullAt(from + at);
      asOf[at] = dated[at] ? time.getLong(from + at) : 0;
      ArrayData found = breach.getArray(from + at);
      breaches[at] = found.numElements() == 0 ? null : found;
    }
  }

  /** Tells whether a row has an id. */
  boolean identified(int at) {
    return ids[at] != null;
  }

  /** Returns the id of a row that has one, as every row has that came without a breach. */
  UTF8String rowId(int at) {
    return Objects.requireNonNull(ids[at], "A row without an id is a breach");
  }

  /** Tells whether a row has a moment of prediction. */
  boolean dated(int at) {
    return dated[at];
  }

  /** Returns the moment of prediction of a row that has one, in microseconds since 1970. */
  long asOf(int at) {
    return asOf[at];
  }

  /** Returns the breaches that a row came with, so that it must not be scored; or empty. */
  Optional<ArrayData> breaches(int at) {
    return Optional.ofNullable(breaches[at]);
  }

  /** Tells whether a row came with a breach. */
  boolean breached(int at) {
    return breaches[at] != null;
  }
}
