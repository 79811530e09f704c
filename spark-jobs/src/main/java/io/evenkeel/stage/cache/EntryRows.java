package io.evenkeel.stage.cache;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Puts rows of {@link CommittedPredictions#rows} into a buffer, as entries. It encodes each class
 * once; a model has few. Not safe between threads.
 */
final class EntryRows {
  private static final byte[] NO_CLASS = PredictionValue.suffix(Optional.empty());

  private final Iterator<InternalRow> rows;
  private final Map<UTF8String, byte[]> classes = new HashMap<>();

  EntryRows(Iterator<InternalRow> rows) {
    this.rows = rows;
  }

  /**
   * Empties the buffer and fills it.
   *
   * @return false where there was no row left
   */
  boolean fill(EntryBuffer buffer) {
    buffer.clear();
    while (!buffer.isFull() && rows.hasNext()) {
      InternalRow row = rows.next();
      buffer.add(row.getUTF8String(0), PredictionValue.encode(row.getDouble(1), suffix(row)));
    }
    return buffer.size() > 0;
  }

  private byte[] suffix(InternalRow row) {
    if (row.isNullAt(2)) {
      return NO_CLASS;
    }
    UTF8String name = row.getUTF8String(2);
    byte[] known = classes.get(name);
    if (known != null) {
      return known;
    }
    byte[] suffix = PredictionValue.suffix(Optional.of(name.toString()));
    classes.put(name.copy(), suffix);
    return suffix;
  }
}
