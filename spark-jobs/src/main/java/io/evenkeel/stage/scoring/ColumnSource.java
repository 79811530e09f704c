package io.evenkeel.stage.scoring;

import java.util.Iterator;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a scan reads them, by column. A batch is a slice of what the scan hands out, and never of
 * two: the scan uses the memory of the first for the second.
 */
final class ColumnSource implements BatchSource {
  private final Iterator<ColumnarBatch> batches;
  private final ColumnLayout layout;
  private final @Nullable ColumnVector[] columns;
  private int position;
  private int rows;

  /**
   * Reads batches.
   *
   * @param layout where the wanted columns are
   */
  ColumnSource(Iterator<ColumnarBatch> batches, ColumnLayout layout) {
    this.batches = batches;
    this.layout = layout;
    this.columns = layout.constants();
  }

  @Override
  public boolean next(Batch batch) {
    while (position == rows) {
      if (!batches.hasNext()) {
        return false;
      }
      ColumnarBatch found = batches.next();
      layout.select(found, columns);
      position = 0;
      rows = found.numRows();
    }
    int taken = batch.room(columns, position, rows - position);
    batch.take(columns, position, taken);
    position += taken;
    return true;
  }
}
