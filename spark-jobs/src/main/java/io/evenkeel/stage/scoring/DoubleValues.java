package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Values of a DOUBLE column. */
final class DoubleValues extends Values {
  private final double[] values;

  DoubleValues(int ordinal, int capacity) {
    super(ordinal, capacity);
    values = new double[capacity];
  }

  @Override
  void copy(ColumnVector column, int from, int rows) {
    if (column.hasNull()) {
      for (int at = 0; at < rows; at++) {
        if (readable(column, from + at)) {
          values[at] = column.getDouble(from + at);
        }
      }
    } else {
      for (int at = 0; at < rows; at++) {
        values[at] = column.getDouble(from + at);
      }
    }
  }

  @Override
  void copy(InternalRow row, int ordinal, int at) {
    values[at] = row.getDouble(ordinal);
  }

  @Override
  void putAll(int[] positions, int from, int to, FeatureSlot slot, int row) {
    slot.putDoubles(row, values, positions, from, to);
  }

  @Override
  void countAll(int[] positions, int rows, ProfileCounter counter) {
    counter.addAll(values, positions, rows);
  }

  @Override
  String valueText(int at) {
    return Double.toString(values[at]);
  }

  @Override
  void writeValue(int at, JsonGenerator json) throws IOException {
    json.writeNumber(values[at]);
  }
}
