package io.evenkeel.stage.scoring;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows whose input is kept as the model was given it: those whose row ids have the least hashes, so
 * that any query finds the same rows without a list of them.
 *
 * @param some false to keep none
 * @param greatestHash the greatest {@code xxhash64(row_id)} that is among the sample
 */
public record InputSample(boolean some, long greatestHash) implements Serializable {
  /** No row. */
  public static final InputSample NONE = new InputSample(false, Long.MIN_VALUE);

  /** The seed of Spark's {@code xxhash64}. */
  private static final long SEED = 42;

  private static final BigDecimal HASHES = BigDecimal.valueOf(2).pow(Long.SIZE);

  /**
   * Returns a sample of about {@code wanted} rows, or of all where there are no more.
   *
   * @param wanted 0 for none
   * @param rows how many there are
   */
  public static InputSample of(long wanted, long rows) {
    if (wanted <= 0) {
      return NONE;
    }
    if (wanted >= rows) {
      return new InputSample(true, Long.MAX_VALUE);
    }
    BigDecimal share = HASHES.multiply(BigDecimal.valueOf(wanted));
    BigDecimal chosen = share.divide(BigDecimal.valueOf(rows), 0, RoundingMode.DOWN);
    return new InputSample(
        true, chosen.add(BigDecimal.valueOf(Long.MIN_VALUE)).toBigInteger().longValueExact());
  }

  /** Returns the condition that a row of the sample meets. */
  public Column condition(Column rowId) {
    return some ? xxhash64(rowId).leq(lit(greatestHash)) : lit(false);
  }

  /** Tells whether the row with this id is among the sample. */
  boolean takes(UTF8String rowId) {
    return some && XXH64.hashUTF8String(rowId, SEED) <= greatestHash;
  }
}
