package io.evenkeel.stage.scoring;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A staged row with a score, and with no outputs but score and class, in the form that Spark's
 * operators give each other (see {@link UnsafeRow}: a bit for each null, a word for each field,
 * then texts). Almost every row of a run is one: what they have in common is written once, and the
 * rest in its place. Not thread-safe.
 */
final class ScoredRow {
  private static final int FIELDS = StagedSchema.TYPE.length();
  private static final int WORDS_END =
      UnsafeRow.calculateBitSetWidthInBytes(FIELDS) + FIELDS * Long.BYTES;
  private static final int FIRST_ROOM = 512;

  private final UnsafeRow row = new UnsafeRow(FIELDS);
  private final int kindEnd;
  private byte[] bytes = new byte[FIRST_ROOM];

  ScoredRow() {
    row.pointTo(bytes, bytes.length);
    for (int field = 0; field < FIELDS; field++) {
      row.setNullAt(field);
    }
    this.kindEnd = text(StagedSchema.KIND, UTF8String.fromString("scored"), WORDS_END);
  }

  /**
   * Returns a row, which is valid until the next call.
   *
   * @param at of {@code heads}, a row that has a score
   * @param className empty where the model gives none
   */
  UnsafeRow of(RowHeads heads, int at, double score, Optional<UTF8String> className) {
    UTF8String id = heads.rowId(at);
    reserve(kindEnd + padded(id) + className.map(ScoredRow::padded).orElse(0));
    int end = text(StagedSchema.ROW_ID, id, kindEnd);
    if (heads.dated(at)) {
      row.setLong(StagedSchema.AS_OF, heads.asOf(at));
    } else {
      row.setNullAt(StagedSchema.AS_OF);
    }
    row.setDouble(StagedSchema.SCORE, score);
    if (className.isPresent()) {
      end = text(StagedSchema.CLASS, className.get(), end);
    } else {
      row.setNullAt(StagedSchema.CLASS);
    }
    row.pointTo(bytes, end);
    return row;
  }

  private void reserve(int size) {
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, padded(2 * size));
      row.pointTo(bytes, bytes.length);
    }
  }

  /** Writes a text and where it is; returns where it ends. What fills its last word is zero. */
  private int text(int field, UTF8String text, int start) {
    int end = start + padded(text);
    if (end > start) {
      Platform.putLong(bytes, Platform.BYTE_ARRAY_OFFSET + end - Long.BYTES, 0);
      text.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + start);
    }
    row.setLong(field, ((long) start << Integer.SIZE) | text.numBytes());
    return end;
  }

  private static int padded(UTF8String text) {
    return padded(text.numBytes());
  }

  private static int padded(int size) {
    return ByteArrayMethods.roundNumberOfBytesToNearestWord(size);
  }
}
