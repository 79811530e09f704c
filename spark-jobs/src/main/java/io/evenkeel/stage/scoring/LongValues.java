package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Values of a TINYINT, INT or BIGINT column; the profile takes each as the nearest double. */
final class LongValues extends Values {
  private final FeatureType type;
  private final long[] values;

  LongValues(FeatureType type, int ordinal, int capacity) {
    super(ordinal, capacity);
    this.type = type;
    this.values = new long[capacity];
  }

  @Override
  void copy(ColumnVector column, int from, int rows) {
    switch (type) {
      case INT8 -> {
        for (int at = 0; at < rows; at++) {
          values[at] = readable(column, from + at) ? column.getByte(from + at) : 0;
        }
      }
      case INT32 -> {
        for (int at = 0; at < rows; at++) {
          values[at] = readable(column, from + at) ? column.getInt(from + at) : 0;
        }
      }
      default -> {
        for (int at = 0; at < rows; at++) {
          values[at] = readable(column, from + at) ? column.getLong(from + at) : 0;
        }
      }
    }
  }

  @Override
  void copy(InternalRow row, int ordinal, int at) {
    values[at] =
        switch (type) {
          case INT8 -> row.getByte(ordinal);
          case INT32 -> row.getInt(ordinal);
          default -> row.getLong(ordinal);
        };
  }

  @Override
  void putAll(int[] positions, int from, int to, FeatureSlot slot, int row) {
    slot.putLongs(row, values, positions, from, to);
  }

  @Override
  void countAll(int[] positions, int rows, ProfileCounter counter) {
    counter.addAll(values, positions, rows);
  }

  @Override
  String valueText(int at) {
    return Long.toString(values[at]);
  }

  @Override
  void writeValue(int at, JsonGenerator json) throws IOException {
    json.writeNumber(values[at]);
  }
}
