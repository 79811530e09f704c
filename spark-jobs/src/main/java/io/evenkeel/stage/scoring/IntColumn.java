package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/** An INT column. */
record IntColumn(int ordinal) implements ColumnReader {
  @Override
  public void put(InternalRow[] rows, int from, int to, FeatureSlot slot) {
    for (int at = from; at < to; at++) {
      InternalRow row = rows[at];
      if (row.isNullAt(ordinal)) {
        slot.putMissing(at - from);
      } else {
        slot.putLong(at - from, row.getInt(ordinal));
      }
    }
  }

  @Override
  public void count(InternalRow row, ProfileCounter counter) {
    counter.add(row.getInt(ordinal));
  }

  @Override
  public void write(InternalRow row, JsonGenerator json) throws IOException {
    json.writeNumber(row.getInt(ordinal));
  }
}
