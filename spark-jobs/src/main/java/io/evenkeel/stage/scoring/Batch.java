package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.TextInput;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read and counted together, held by column. Filled again and again by a {@link
 * BatchSource}; what it holds is valid until then. Not thread-safe.
 */
final class Batch {
  private static final int NO_TEXT = -1;

  private final RowHeads heads;
  private final FeatureValues features;
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
    this.capacity = capacity;
    this.mostBytes = mostBytes;
    List<String> names = features.stream().map(ModelFeature::name).toList();
    this.text =
        text.map(found -> InputRow.FIRST_FEATURE + names.indexOf(found.feature())).orElse(NO_TEXT);
    this.heads = new RowHeads(capacity);
    this.features = new FeatureValues(features, carried, capacity);
  }

  /** Empties the batch, before rows are added. */
  void clear() {
    size = 0;
    bytes = 0;
    features.clear();
  }

  /** Returns what its rows have beside their features. */
  RowHeads heads() {
    return heads;
  }

  /** Returns the values of its rows. */
  FeatureValues features() {
    return features;
  }

  /** Tells whether no row can be added. */
  boolean full() {
    return size == capacity || bytes >= mostBytes;
  }

  /** Adds a row, of which nothing is kept that its owner may overwrite. */
  void add(InternalRow row) {
    int at = size++;
    heads.take(row, at);
    features.take(row, at);
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
    heads.take(columns, from, rows);
    features.take(columns, from, rows);
  }

  /** Returns the number of rows. */
  int size() {
    return size;
  }
}
