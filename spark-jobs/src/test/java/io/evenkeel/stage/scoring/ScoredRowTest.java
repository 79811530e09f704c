package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

/** Rows that are written in Spark's binary form by hand. */
public final class ScoredRowTest {
  private static final int ROWS = 64;
  private static final int MOST_LETTERS = 700;

  private final Random random = new Random(17);
  private final UnsafeProjection binary = UnsafeProjection.create(StagedSchema.TYPE);
  private final RowHeads heads = new RowHeads(ROWS);

  /** Texts from none to longer than the memory that a row starts with, in any order. */
  @Test
  public void hasTheBytesThatSparkItselfWrites() {
    ScoredRow scored = new ScoredRow();
    for (int trial = 0; trial < 100; trial++) {
      for (int at = 0; at < ROWS; at++) {
        Object asOf = random.nextInt(4) == 0 ? null : random.nextLong();
        heads.take(
            new GenericInternalRow(
                new Object[] {text(), asOf, new GenericArrayData(new Object[0])}),
            at);
      }
      for (int at = 0; at < ROWS; at++) {
        double score = random.nextGaussian();
        Optional<UTF8String> className =
            random.nextBoolean() ? Optional.of(text()) : Optional.empty();
        assertThat(scored.of(heads, at, score, className).getBytes())
            .as("trial %d, row %d", trial, at)
            .isEqualTo(bytes(at, score, className));
      }
    }
  }

  private byte[] bytes(int at, double score, Optional<UTF8String> className) {
    Object[] fields = new Object[StagedSchema.TYPE.length()];
    fields[StagedSchema.KIND] = UTF8String.fromString("scored");
    fields[StagedSchema.ROW_ID] = heads.rowId(at);
    fields[StagedSchema.AS_OF] = heads.dated(at) ? heads.asOf(at) : null;
    fields[StagedSchema.SCORE] = score;
    fields[StagedSchema.CLASS] = className.orElse(null);
    return binary.apply(new GenericInternalRow(fields)).getBytes();
  }

  private UTF8String text() {
    int letters = random.nextInt(4) > 0 ? random.nextInt(20) : random.nextInt(MOST_LETTERS);
    return UTF8String.fromString(
        random
            .ints(letters, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining()));
  }
}
