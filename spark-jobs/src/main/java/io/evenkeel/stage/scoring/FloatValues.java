package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Values of a FLOAT column. */
final class FloatValues extends Values {
  private float[] values;

  FloatValues(int ordinal, int capacity) {
    super(ordinal, capacity);
    values = new float[capacity];
  }

  @Override
  void copy(ColumnVector column, int from, int rows) {
    if (column.hasNull()) {
      for (int at = 0; at < rows; at++) {
        if (readable(column, from + at)) {
          values[at] = column.getFloat(from + at);
        }
      }
    } else if (rows == values.length && plain(column)) {
      // A copy of the block in one go.
      values = column.getFloats(from, rows);
    } else {
      for (int at = 0; at < rows; at++) {
        values[at] = column.getFloat(from + at);
      }
    }
  }

  /** Tells whether a column holds its values themselves, and not positions in a dictionary. */
  private static boolean plain(ColumnVector column) {
    return column instanceof WritableColumnVector written && !written.hasDictionary();
  }

  @Override
  void copy(InternalRow row, int ordinal, int at) {
    values[at] = row.getFloat(ordinal);
  }

  @Override
  void putAll(int[] positions, int from, int to, FeatureSlot slot, int row) {
    slot.putFloats(row, values, positions, from, to);
  }

  @Override
  void countAllFirst(int[] inOrder, int rows, ProfileCounter counter) {
    counter.addAll(values, rows);
  }

  @Override
  void countAll(int[] positions, int rows, ProfileCounter counter) {
    counter.addAll(values, positions, rows);
  }

  @Override
  String valueText(int at) {
    return Float.toString(values[at]);
  }

  @Override
  void writeValue(int at, JsonGenerator json) throws IOException {
    json.writeNumber(values[at]);
  }
}
