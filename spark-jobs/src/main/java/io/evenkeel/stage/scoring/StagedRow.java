package io.evenkeel.stage.scoring;

import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes the rows that scoring returns, in the binary form of Spark's operators, each into the same
 * memory as the one before, as Spark's own iterators do. Not thread-safe.
 */
final class StagedRow {
  private static final int BREACH_FIELDS = 3;
  private static final int REMEMBERED = 1_000;

  private final ScoredRow plain = new ScoredRow();
  private final UnsafeProjection binary = UnsafeProjection.create(StagedSchema.TYPE);
  // What a kind leaves null is null from the start, and is not written row by row.
  private final SpecificInternalRow scored = ofKind("scored");
  private final SpecificInternalRow fed = ofKind("fed");
  private final SpecificInternalRow quarantined = ofKind("quarantined");
  private final SpecificInternalRow profile = ofKind("profile");
  private final SpecificInternalRow task = ofKind("task");
  private final Map<String, UTF8String> classes = new HashMap<>();
  private final ArrayData outputNames;

  /**
   * Prepares the rows.
   *
   * @param outputNames of what is kept beside score and class
   */
  StagedRow(List<String> outputNames) {
    this.outputNames =
        new GenericArrayData(outputNames.stream().map(UTF8String::fromString).toArray());
  }

  private static SpecificInternalRow ofKind(String kind) {
    SpecificInternalRow row = new SpecificInternalRow(StagedSchema.TYPE);
    row.update(StagedSchema.KIND, UTF8String.fromString(kind));
    return row;
  }

  /**
   * Returns a row with a score.
   *
   * @param outcome of a row that has a score
   */
  InternalRow scored(RowHeads heads, int at, BatchScoring outcome) {
    Optional<UTF8String> className = outcome.classOf(at).map(this::bytes);
    if (outputNames.numElements() == 0) {
      return plain.of(heads, at, outcome.scoreOf(at), className);
    }
    start(scored, heads, at);
    scored.setDouble(StagedSchema.SCORE, outcome.scoreOf(at));
    scored.update(StagedSchema.CLASS, className.orElse(null));
    scored.update(StagedSchema.OUTPUTS, outputs(outcome.outputsOf(at)));
    return binary.apply(scored);
  }

  /**
   * Returns a row with what the model was given.
   *
   * @param json of a row of the sample
   */
  InternalRow fed(RowHeads heads, int at, String json) {
    start(fed, heads, at);
    fed.update(StagedSchema.ROW, UTF8String.fromString(json));
    return binary.apply(fed);
  }

  private MapData outputs(double[][] numbers) {
    Object[] values = new Object[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ArrayData.toArrayData(numbers[i]);
    }
    return new ArrayBasedMapData(outputNames, new GenericArrayData(values));
  }

  /** A model has few classes, each of which becomes bytes once. */
  private UTF8String bytes(String className) {
    UTF8String known = classes.get(className);
    if (known != null) {
      return known;
    }
    UTF8String made = UTF8String.fromString(className);
    if (classes.size() < REMEMBERED) {
      classes.put(className, made);
    }
    return made;
  }

  /**
   * Returns a row without a score.
   *
   * @param breaches at least one; the first is told as the reason
   * @param json the feature values
   */
  InternalRow quarantined(RowHeads heads, int at, ArrayData breaches, String json) {
    start(quarantined, heads, at);
    InternalRow first = breaches.getStruct(0, BREACH_FIELDS);
    text(first, 0, StagedSchema.COLUMN);
    text(first, 1, StagedSchema.REASON);
    text(first, 2, StagedSchema.VALUE);
    quarantined.update(StagedSchema.BREACHES, breaches);
    quarantined.update(StagedSchema.ROW, UTF8String.fromString(json));
    return binary.apply(quarantined);
  }

  /**
   * Returns a row with this task's counts of one feature; column and value name the slice, and are
   * null for all rows.
   */
  InternalRow profile(Slice slice, ProfileCounter counter) {
    boolean all = slice.equals(Slice.ALL);
    profile.update(StagedSchema.COLUMN, all ? null : UTF8String.fromString(slice.key()));
    profile.update(StagedSchema.VALUE, all ? null : UTF8String.fromString(slice.value()));
    profile.update(StagedSchema.PROFILE_FEATURE, UTF8String.fromString(counter.name()));
    profile.update(StagedSchema.PROFILE_COUNTS, ArrayData.toArrayData(counter.counts()));
    return binary.apply(profile);
  }

  /** Returns a row with how this task scored; the array is that of {@link TaskFigures}. */
  InternalRow task(
      String provider, Optional<String> gpuRefusal, String runtime, String kernel, long[] figures) {
    task.update(StagedSchema.COLUMN, gpuRefusal.map(UTF8String::fromString).orElse(null));
    task.update(StagedSchema.CLASS, UTF8String.fromString(provider));
    task.update(StagedSchema.VALUE, UTF8String.fromString(runtime));
    task.update(StagedSchema.REASON, UTF8String.fromString(kernel));
    task.update(StagedSchema.PROFILE_COUNTS, ArrayData.toArrayData(figures));
    return binary.apply(task);
  }

  private static void start(SpecificInternalRow row, RowHeads heads, int at) {
    if (heads.identified(at)) {
      row.update(StagedSchema.ROW_ID, heads.rowId(at));
    } else {
      row.setNullAt(StagedSchema.ROW_ID);
    }
    if (heads.dated(at)) {
      row.setLong(StagedSchema.AS_OF, heads.asOf(at));
    } else {
      row.setNullAt(StagedSchema.AS_OF);
    }
  }

  private void text(InternalRow from, int ordinal, int to) {
    if (from.isNullAt(ordinal)) {
      quarantined.setNullAt(to);
    } else {
      quarantined.update(to, from.getUTF8String(ordinal));
    }
  }
}
