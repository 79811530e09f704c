package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Values of a STRING column. A text that was met before is not decoded again. */
final class TextValues extends Values {
  private static final int REMEMBERED = 10_000;

  /** Bytes of the longest text that is remembered: a category, and not what somebody wrote. */
  private static final int LONGEST = 256;

  private final String[] values;
  private final Map<UTF8String, String> decoded = new HashMap<>();

  TextValues(int ordinal, int capacity) {
    super(ordinal, capacity);
    values = new String[capacity];
    Arrays.fill(values, "");
  }

  @Override
  void copy(ColumnVector column, int from, int rows) {
    for (int at = 0; at < rows; at++) {
      values[at] = readable(column, from + at) ? text(column.getUTF8String(from + at)) : "";
    }
  }

  @Override
  void copy(InternalRow row, int ordinal, int at) {
    values[at] = text(row.getUTF8String(ordinal));
  }

  private String text(UTF8String bytes) {
    if (bytes.numBytes() > LONGEST) {
      return bytes.toString();
    }
    String known = decoded.get(bytes);
    if (known != null) {
      return known;
    }
    String text = bytes.toString();
    if (decoded.size() < REMEMBERED) {
      // What Spark hands out points into memory that it uses again.
      decoded.put(bytes.copy(), text);
    }
    return text;
  }

  @Override
  void putAll(int[] positions, int from, int to, FeatureSlot slot, int row) {
    for (int i = from; i < to; i++) {
      slot.putText(row + i - from, values[positions[i]]);
    }
  }

  @Override
  void countAll(int[] positions, int rows, ProfileCounter counter) {
    for (int i = 0; i < rows; i++) {
      counter.addText(values[positions[i]]);
    }
  }

  @Override
  String valueText(int at) {
    return values[at];
  }

  @Override
  void writeValue(int at, JsonGenerator json) throws IOException {
    json.writeString(values[at]);
  }
}
