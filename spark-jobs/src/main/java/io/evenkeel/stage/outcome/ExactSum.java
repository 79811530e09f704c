package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Sums of 64-bit numbers that do not depend on the order of their rows, at the cost of two sums of
 * BIGINT. A number x of magnitude below 2^11 is rounded once, to a multiple of 2^-50, and split
 * into {@code high = floor(x 2^20)} and the rest, {@code low}, in units of 2^-50 and from 0 to
 * 2^30, also below zero. Scaling by powers of two and taking the floor off lose nothing.
 *
 * <p>Of {@link #ROWS} rows the highs add up to less than {@code 2^31 2^32 = 2^63} and the lows to
 * at most 2^62, so neither overflows.
 */
final class ExactSum {
  /** Rows that can be added up: 4,294,967,296. */
  static final long ROWS = 1L << 32;

  private static final int HIGH_BITS = 20;
  private static final int LOW_BITS = 30;

  private ExactSum() {}

  /** Returns the two sums of a DOUBLE column; nulls add nothing, and the sums are never null. */
  static List<Column> of(Column number, String name) {
    Column scaled = number.multiply(lit(0x1p20));
    Column high = floor(scaled);
    Column low = rint(scaled.minus(high.cast("double")).multiply(lit(0x1p30))).cast("bigint");
    return List.of(whole(high).as(high(name)), whole(low).as(low(name)));
  }

  /** Returns the two sums of rows that {@link #of} made. */
  static List<Column> again(Column high, Column low, String name) {
    return List.of(whole(high).as(high(name)), whole(low).as(low(name)));
  }

  static String high(String name) {
    return name + "_high";
  }

  static String low(String name) {
    return name + "_low";
  }

  /** Returns the 64-bit number that is nearest to the sum. */
  static double read(Row row, String name) {
    BigInteger high = BigInteger.valueOf(row.<Long>getAs(high(name)));
    BigInteger low = BigInteger.valueOf(row.<Long>getAs(low(name)));
    return Math.scalb(high.shiftLeft(LOW_BITS).add(low).doubleValue(), -HIGH_BITS - LOW_BITS);
  }

  /**
   * Refuses more rows than can be added up.
   *
   * @throws EvenkeelException with fault USAGE
   */
  static void admit(long rows) {
    if (rows > ROWS) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "%,d rows have an outcome; at most %,d are measured together".formatted(rows, ROWS))
          .safe("Nothing was written.")
          .next("Measure fewer days together.");
    }
  }

  private static Column whole(Column number) {
    return coalesce(sum(number), lit(0L));
  }
}
