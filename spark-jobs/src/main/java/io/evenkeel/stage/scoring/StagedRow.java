package io.evenkeel.stage.scoring;

import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes the rows that scoring returns, each into the same row object, as Spark's own iterators do.
 * Not thread-safe.
 */
final class StagedRow {
  private static final UTF8String SCORED = UTF8String.fromString("scored");
  private static final UTF8String QUARANTINED = UTF8String.fromString("quarantined");
  private static final UTF8String PROFILE = UTF8String.fromString("profile");
  private static final int BREACH_FIELDS = 3;

  private final SpecificInternalRow out = new SpecificInternalRow(StagedSchema.TYPE);

  /**
   * Returns a row with a score.
   *
   * @param fed what the model was given, as JSON, where the row is in the sample
   */
  InternalRow scored(
      InternalRow in, double score, Optional<String> className, Optional<String> fed) {
    start(SCORED, in);
    out.setDouble(StagedSchema.SCORE, score);
    className.ifPresent(name -> out.update(StagedSchema.CLASS, UTF8String.fromString(name)));
    fed.ifPresent(json -> out.update(StagedSchema.ROW, UTF8String.fromString(json)));
    return out;
  }

  /**
   * Returns a row without a score.
   *
   * @param breaches at least one; the first is told as the reason
   * @param json the feature values
   */
  InternalRow quarantined(InternalRow in, ArrayData breaches, String json) {
    start(QUARANTINED, in);
    InternalRow first = breaches.getStruct(0, BREACH_FIELDS);
    copyText(first, 0, StagedSchema.COLUMN);
    copyText(first, 1, StagedSchema.REASON);
    copyText(first, 2, StagedSchema.VALUE);
    out.update(StagedSchema.BREACHES, breaches);
    out.update(StagedSchema.ROW, UTF8String.fromString(json));
    return out;
  }

  /** Returns a row with this task's counts of one feature. */
  InternalRow profile(String feature, long[] counts) {
    clear(PROFILE);
    out.update(StagedSchema.PROFILE_FEATURE, UTF8String.fromString(feature));
    out.update(StagedSchema.PROFILE_COUNTS, ArrayData.toArrayData(counts));
    return out;
  }

  private void start(UTF8String kind, InternalRow in) {
    clear(kind);
    copyText(in, InputRow.ROW_ID, StagedSchema.ROW_ID);
    if (!in.isNullAt(InputRow.AS_OF)) {
      out.setLong(StagedSchema.AS_OF, in.getLong(InputRow.AS_OF));
    }
  }

  private void clear(UTF8String kind) {
    for (int ordinal = 0; ordinal < StagedSchema.TYPE.size(); ordinal++) {
      out.setNullAt(ordinal);
    }
    out.update(StagedSchema.KIND, kind);
  }

  private void copyText(InternalRow in, int from, int to) {
    if (!in.isNullAt(from)) {
      out.update(to, in.getUTF8String(from));
    }
  }
}
