package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.Reason;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.TextInput;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read and counted together, held by column. Filled again and again by a {@link
 * BatchSource}; what it holds is valid until then. Not thread-safe.
 */
final class Batch {
  private static final JsonFactory JSON = new JsonFactory();

  /** Rows whose input is written feature by feature while it stays in the nearest cache. */
  private static final int TILE = 128;

  private static final int NO_TEXT = -1;

  private final List<ModelFeature> features;
  private final Values[] values;
  private final TextValues[] carried;
  private final @Nullable UTF8String[] ids;
  private final long[] asOf;
  private final boolean[] dated;
  private final @Nullable ArrayData[] breaches;
  private final int capacity;
  private final int text; // ordinal of the text, or NO_TEXT
  private final long mostBytes;
  private int size;
  private long bytes;

  /**
   * Prepares for batches of up to {@code capacity} rows of a model's features, in its order.
   *
   * @param carried columns behind the features that the model does not see; each is a STRING
   * @param text the feature that is a text, where there is one
   * @param mostBytes of texts, in UTF-8, after which no row is taken
   */
  Batch(
      List<ModelFeature> features,
      int carried,
      int capacity,
      Optional<TextInput> text,
      long mostBytes) {
    this.features = features;
    this.capacity = capacity;
    this.mostBytes = mostBytes;
    List<String> names = features.stream().map(ModelFeature::name).toList();
    this.text =
        text.map(found -> InputRow.FIRST_FEATURE + names.indexOf(found.feature())).orElse(NO_TEXT);
    this.values = new Values[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.of(features.get(i).type(), InputRow.FIRST_FEATURE + i, capacity);
    }
    this.carried = new TextValues[carried];
    for (int i = 0; i < carried; i++) {
      this.carried[i] = new TextValues(InputRow.FIRST_FEATURE + features.size() + i, capacity);
    }
    this.ids = new UTF8String[capacity];
    this.asOf = new long[capacity];
    this.dated = new boolean[capacity];
    this.breaches = new ArrayData[capacity];
  }

  /** Empties the batch, before rows are added. */
  void clear() {
    size = 0;
    bytes = 0;
    for (Values column : values) {
      column.clear();
    }
    for (TextValues column : carried) {
      column.clear();
    }
  }

  /** Tells whether a row has an id. */
  boolean identified(int at) {
    return ids[at] != null;
  }

  /** Returns the id of a row that has one, as every row has that came without a breach. */
  UTF8String rowId(int at) {
    return Objects.requireNonNull(ids[at], "A row without an id is a breach");
  }

  /** Tells whether no row can be added. */
  boolean full() {
    return size == capacity || bytes >= mostBytes;
  }

  /** Adds a row, of which nothing is kept that its owner may overwrite. */
  void add(InternalRow row) {
    int at = size++;
    ids[at] = row.isNullAt(InputRow.ROW_ID) ? null : row.getUTF8String(InputRow.ROW_ID).copy();
    dated[at] = !row.isNullAt(InputRow.AS_OF);
    asOf[at] = dated[at] ? row.getLong(InputRow.AS_OF) : 0;
    ArrayData found = row.getArray(InputRow.BREACHES);
    breaches[at] = found.numElements() == 0 ? null : found.copy();
    for (Values column : values) {
      column.take(row, at);
    }
    for (TextValues column : carried) {
      column.take(row, at);
    }
    if (text != NO_TEXT && !row.isNullAt(text)) {
      bytes += row.getUTF8String(text).numBytes();
    }
  }

  /** Returns how many of {@code most} rows of columns, from {@code from} on, have room here. */
  int room(@Nullable ColumnVector[] columns, int from, int most) {
    int rows = Math.min(capacity, most);
    if (text == NO_TEXT) {
      return rows;
    }
    ColumnVector texts = Objects.requireNonNull(columns[text]);
    long taken = 0;
    int at = 0;
    while (at < rows && taken < mostBytes) {
      taken += texts.isNullAt(from + at) ? 0 : texts.getUTF8String(from + at).numBytes();
      at++;
    }
    return at;
  }

  /**
   * Takes a slice of columns in place of what was there, which must not change before the next.
   *
   * @param columns in the order of {@link InputRow}
   */
  void take(@Nullable ColumnVector[] columns, int from, int rows) {
    size = rows;
    ColumnVector id = Objects.requireNonNull(columns[InputRow.ROW_ID]);
    ColumnVector time = Objects.requireNonNull(columns[InputRow.AS_OF]);
    ColumnVector breach = Objects.requireNonNull(columns[InputRow.BREACHES]);
    for (int at = 0; at < rows; at++) {
      ids[at] = id.isNullAt(from + at) ? null : id.getUTF8String(from + at);
      dated[at] = !time.isNullAt(from + at);
      asOf[at] = dated[at] ? time.getLong(from + at) : 0;
      ArrayData found = breach.getArray(from + at);
      breaches[at] = found.numElements() == 0 ? null : found;
    }
    for (int i = 0; i < values.length; i++) {
      values[i].take(Objects.requireNonNull(columns[InputRow.FIRST_FEATURE + i]), from, rows);
    }
    for (int i = 0; i < carried.length; i++) {
      int ordinal = InputRow.FIRST_FEATURE + values.length + i;
      carried[i].take(Objects.requireNonNull(columns[ordinal]), from, rows);
    }
  }

  /** Returns the number of rows. */
  int size() {
    return size;
  }

  /** Tells whether a row has a moment of prediction. */
  boolean dated(int at) {
    return dated[at];
  }

  /** Returns the moment of prediction of a row that has one, in microseconds since 1970. */
  long asOf(int at) {
    return asOf[at];
  }

  /** Returns the breaches that a row came with, so that it must not be scored; or empty. */
  Optional<ArrayData> breaches(int at) {
    return Optional.ofNullable(breaches[at]);
  }

  /** Tells whether a row came with a breach. */
  boolean breached(int at) {
    return breaches[at] != null;
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

  /** Counts the features of all rows, of which {@code inOrder} has the positions 0, 1, 2 ... */
  void countAll(int[] inOrder, List<ProfileCounter> counters) {
    for (int i = 0; i < values.length; i++) {
      values[i].countFirst(inOrder, size, counters.get(i));
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
