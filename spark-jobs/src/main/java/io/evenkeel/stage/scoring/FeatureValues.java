package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.Reason;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@link Batch}, feature by feature in the model's order, and of the columns that
 * rows are sliced by: what the model is given, what the profile counts, and what quarantine tells.
 * Not thread-safe.
 */
final class FeatureValues {
  private static final JsonFactory JSON = new JsonFactory();

  /** Rows whose input is written feature by feature while it stays in the nearest cache. */
  private static final int TILE = 128;

  private final List<ModelFeature> features;
  private final Values[] values;
  private final TextValues[] carried;

  /**
   * Prepares for up to {@code capacity} rows.
   *
   * @param carried columns behind the features that the model does not see; each is a STRING
   */
  FeatureValues(List<ModelFeature> features, int carried, int capacity) {
    this.features = features;
    this.values = new Values[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.of(features.get(i).type(), InputRow.FIRST_FEATURE + i, capacity);
    }
    this.carried = new TextValues[carried];
    for (int i = 0; i < carried; i++) {
      this.carried[i] = new TextValues(InputRow.FIRST_FEATURE + features.size() + i, capacity);
    }
  }

  /** Forgets what was taken, before rows are taken one by one. */
  void clear() {
    for (Values column : values) {
      column.clear();
    }
    for (TextValues column : carried) {
      column.clear();
    }
  }

  /** Takes the values of a row. */
  void take(InternalRow row, int at) {
    for (Values column : values) {
      column.take(row, at);
    }
    for (TextValues column : carried) {
      column.take(row, at);
    }
  }

  /**
   * Takes {@code rows} rows of columns, from {@code from} on, in place of all before.
   *
   * @param columns in the order of {@link InputRow}; they must not change while this holds them
   */
  void take(@Nullable ColumnVector[] columns, int from, int rows) {
    for (int i = 0; i < values.length; i++) {
      values[i].take(Objects.requireNonNull(columns[InputRow.FIRST_FEATURE + i]), from, rows);
    }
    for (int i = 0; i < carried.length; i++) {
      int ordinal = InputRow.FIRST_FEATURE + values.length + i;
      carried[i].take(Objects.requireNonNull(columns[ordinal]), from, rows);
    }
  }

  /** Writes the rows at {@code positions[from] ... positions[to - 1]} to rows 0 and on. */
  void put(int[] positions, int from, int to, List<FeatureSlot> slots) {
    for (int tile = from; tile < to; tile += TILE) {
      int end = Math.min(tile + TILE, to);
      for (int i = 0; i < values.length; i++) {
        values[i].put(positions, tile, end, slots.get(i), tile - from);
      }
    }
  }

  /** Tells whether a feature is missing somewhere that the model has no place for. */
  boolean someUnplaceable(List<FeatureSlot> slots) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].someMissing() && !slots.get(i).holdsMissing()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the first feature that is missing from a row and that the model has no place for. The
   * contract between definition and model leaves no such feature; a batch would fail on it.
   */
  Optional<Breach> unplaceable(int at, List<FeatureSlot> slots) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].missing(at) && !slots.get(i).holdsMissing()) {
        return Optional.of(new Breach(features.get(i).name(), Reason.MISSING, "null"));
      }
    }
    return Optional.empty();
  }

  /**
   * Counts the features of the first {@code rows} rows.
   *
   * @param inOrder 0, 1, 2 and so on
   */
  void countFirst(int[] inOrder, int rows, List<ProfileCounter> counters) {
    for (int i = 0; i < values.length; i++) {
      values[i].countFirst(inOrder, rows, counters.get(i));
    }
  }

  /** Counts the features of the rows at the first {@code rows} of {@code positions}. */
  void count(int[] positions, int rows, List<ProfileCounter> counters) {
    for (int i = 0; i < values.length; i++) {
      values[i].count(positions, rows, counters.get(i));
    }
  }

  /**
   * Returns a value of a row as text, by which rows are sliced.
   *
   * @param column position among the features in the model's order, then the carried columns
   */
  String text(int column, int at) {
    return column < values.length
        ? values[column].text(at)
        : carried[column - values.length].text(at);
  }

  /** Returns the value of a feature of a row as text, or empty where it is missing. */
  Optional<String> given(int feature, int at) {
    return values[feature].missing(at)
        ? Optional.empty()
        : Optional.of(values[feature].valueText(at));
  }

  /** Returns the features of a row as a JSON object; what is missing is null. */
  String json(int at) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < values.length; i++) {
        json.writeFieldName(features.get(i).name());
        values[i].write(at, json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }
}
