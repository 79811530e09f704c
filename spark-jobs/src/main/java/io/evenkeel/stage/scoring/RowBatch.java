package io.evenkeel.stage.scoring;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Rows held at the same time. Spark's iterators hand out one row again and again with other values;
 * a batch copies them, into memory that it reuses. Not thread-safe.
 */
final class RowBatch {
  private final UnsafeRow[] reused;
  private final InternalRow[] rows;
  private int size;

  RowBatch(int capacity, int columns) {
    this.reused = new UnsafeRow[capacity];
    this.rows = new InternalRow[capacity];
    for (int i = 0; i < capacity; i++) {
      reused[i] = UnsafeRow.createFromByteArray(0, columns);
    }
  }

  /** Takes up to a batch of rows in place of those before. */
  void fill(Iterator<InternalRow> source) {
    size = 0;
    while (size < rows.length && source.hasNext()) {
      InternalRow row = source.next();
      if (row instanceof UnsafeRow unsafe) {
        reused[size].copyFrom(unsafe);
        rows[size] = reused[size];
      } else {
        rows[size] = row.copy();
      }
      size++;
    }
  }

  /** Returns the number of rows. */
  int size() {
    return size;
  }

  /** Returns a row, valid until the next {@link #fill}. */
  InternalRow row(int position) {
    return rows[position];
  }

  /** Tells whether the row came with a breach, so that it must not be scored. */
  boolean breached(int position) {
    return rows[position].getArray(InputRow.BREACHES).numElements() > 0;
  }
}
