package io.evenkeel.stage.scoring;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows as Spark's iterators hand them out: one object again and again, with other values. */
record RowSource(Iterator<InternalRow> rows) implements BatchSource {
  @Override
  public boolean next(Batch batch) {
    if (!rows.hasNext()) {
      return false;
    }
    batch.clear();
    while (!batch.full() && rows.hasNext()) {
      batch.add(rows.next());
    }
    return true;
  }
}
