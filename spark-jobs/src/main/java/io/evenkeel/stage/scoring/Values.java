package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.Slice;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * One feature's values in the rows of one batch, as an array of the feature's own type: it takes
 * values from columns or from rows, and gives them to the model and to the profile, each in a loop
 * of its own that is compiled for that type. Reused from batch to batch; not thread-safe.
 */
abstract class Values {
  private final int ordinal;
  private final boolean[] missing;
  private final int[] present;
  private boolean someMissing;

  Values(int ordinal, int capacity) {
    this.ordinal = ordinal;
    this.missing = new boolean[capacity];
    this.present = new int[capacity];
  }

  /**
   * Returns room for the values of a feature.
   *
   * @param ordinal the feature's position in a row
   * @param capacity rows of the greatest batch
   */
  static Values of(FeatureType type, int ordinal, int capacity) {
    return switch (type) {
      case FLOAT32 -> new FloatValues(ordinal, capacity);
      case FLOAT64 -> new DoubleValues(ordinal, capacity);
      case INT8, INT32, INT64 -> new LongValues(type, ordinal, capacity);
      case BOOL -> new BoolValues(ordinal, capacity);
      case STRING, CATEGORY -> new TextValues(ordinal, capacity);
    };
  }

  /** Takes rows {@code from} to {@code from + rows - 1} of a column, in place of all before. */
  final void take(ColumnVector column, int from, int rows) {
    someMissing = column.hasNull();
    if (someMissing) {
      for (int at = 0; at < rows; at++) {
        missing[at] = column.isNullAt(from + at);
      }
    }
    copy(column, from, rows);
  }

  /** Forgets what was taken, before rows are taken one by one. */
  final void clear() {
    someMissing = false;
  }

  /** Takes the value of a row. */
  final void take(InternalRow row, int at) {
    boolean isNull = row.isNullAt(ordinal);
    missing[at] = isNull;
    if (isNull) {
      someMissing = true;
    } else {
      copy(row, ordinal, at);
    }
  }

  /** Tells whether any value is missing, or may be. */
  final boolean someMissing() {
    return someMissing;
  }

  /** Tells whether the value is missing. */
  final boolean missing(int at) {
    return someMissing && missing[at];
  }

  /**
   * Writes the values at {@code positions[from] ... positions[to - 1]} to the slot, the first of
   * them to {@code row}.
   */
  final void put(int[] positions, int from, int to, FeatureSlot slot, int row) {
    if (!someMissing) {
      putAll(positions, from, to, slot, row);
      return;
    }
    for (int i = from; i < to; i++) {
      if (missing[positions[i]]) {
        slot.putMissing(row + i - from);
      } else {
        putAll(positions, i, i + 1, slot, row + i - from);
      }
    }
  }

  /**
   * Counts the values of the first {@code rows} rows.
   *
   * @param inOrder 0, 1, 2 and so on
   */
  final void countFirst(int[] inOrder, int rows, ProfileCounter counter) {
    if (someMissing) {
      count(inOrder, rows, counter);
    } else {
      countAllFirst(inOrder, rows, counter);
    }
  }

  /** Counts the values at the first {@code rows} of {@code positions}. */
  final void count(int[] positions, int rows, ProfileCounter counter) {
    if (!someMissing) {
      countAll(positions, rows, counter);
      return;
    }
    int found = 0;
    for (int i = 0; i < rows; i++) {
      if (missing[positions[i]]) {
        counter.addNull();
      } else {
        present[found++] = positions[i];
      }
    }
    countAll(present, found, counter);
  }

  /** Writes a value as JSON: what is missing as null, NaN and infinities as texts. */
  final void write(int at, JsonGenerator json) throws IOException {
    if (missing(at)) {
      json.writeNull();
    } else {
      writeValue(at, json);
    }
  }

  /** Returns a value as Spark casts it to text; {@link Slice#MISSING} for what is missing. */
  final String text(int at) {
    return missing(at) ? Slice.MISSING : valueText(at);
  }

  /** Copies values of a column; what is copied for a null is never read. */
  abstract void copy(ColumnVector column, int from, int rows);

  /** Copies the value of a row, which is not null. */
  abstract void copy(InternalRow row, int ordinal, int at);

  /** Writes values of which none is missing. */
  abstract void putAll(int[] positions, int from, int to, FeatureSlot slot, int row);

  /** Counts values of the first rows, of which none is missing. */
  void countAllFirst(int[] inOrder, int rows, ProfileCounter counter) {
    countAll(inOrder, rows, counter);
  }

  /** Counts values of which none is missing. */
  abstract void countAll(int[] positions, int rows, ProfileCounter counter);

  /** Returns a value that is not missing, as Spark casts it to text. */
  abstract String valueText(int at);

  /** Writes a value that is not missing. */
  abstract void writeValue(int at, JsonGenerator json) throws IOException;

  /** Tells whether the value at this position of a column may be read. */
  static boolean readable(ColumnVector column, int at) {
    return !column.hasNull() || !column.isNullAt(at);
  }
}
