package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads one feature's column out of rows as Spark keeps them, without an object for a number.
 * Chosen by the feature's type once per partition. Each implementation has its own loop over the
 * rows, so that what happens to a value is compiled for its type.
 */
interface ColumnReader {
  /** Writes the values of {@code rows[from] ... rows[to - 1]} to rows 0 and on of the slot. */
  void put(InternalRow[] rows, int from, int to, FeatureSlot slot);

  /** Counts the value of {@code row}, which is not null. */
  void count(InternalRow row, ProfileCounter counter);

  /** Writes the value of {@code row}, which is not null, as JSON; NaN and infinities as texts. */
  void write(InternalRow row, JsonGenerator json) throws IOException;

  /** Returns the position of the column in a row. */
  int ordinal();

  /** Returns the reader of a feature of {@code type} at {@code ordinal} of each row. */
  static ColumnReader of(FeatureType type, int ordinal) {
    return switch (type) {
      case FLOAT32 -> new FloatColumn(ordinal);
      case FLOAT64 -> new DoubleColumn(ordinal);
      case INT8 -> new ByteColumn(ordinal);
      case INT32 -> new IntColumn(ordinal);
      case INT64 -> new LongColumn(ordinal);
      case BOOL -> new BoolColumn(ordinal);
      case STRING, CATEGORY -> new TextColumn(ordinal);
    };
  }
}
