package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Values of a BOOLEAN column. */
final class BoolValues extends Values {
  private final boolean[] values;

  BoolValues(int ordinal, int capacity) {
    super(ordinal, capacity);
    values = new boolean[capacity];
  }

  @Override
  void copy(ColumnVector column, int from, int rows) {
    for (int at = 0; at < rows; at++) {
      values[at] = readable(column, from + at) && column.getBoolean(from + at);
    }
  }

  @Override
  void copy(InternalRow row, int ordinal, int at) {
    values[at] = row.getBoolean(ordinal);
  }

  @Override
  void putAll(int[] positions, int from, int to, FeatureSlot slot, int row) {
    for (int i = from; i < to; i++) {
      slot.putBool(row + i - from, values[positions[i]]);
    }
  }

  @Override
  void countAll(int[] positions, int rows, ProfileCounter counter) {
    for (int i = 0; i < rows; i++) {
      counter.addBoolean(values[positions[i]]);
    }
  }

  @Override
  String valueText(int at) {
    return Boolean.toString(values[at]);
  }

  @Override
  void writeValue(int at, JsonGenerator json) throws IOException {
    json.writeBoolean(values[at]);
  }
}
