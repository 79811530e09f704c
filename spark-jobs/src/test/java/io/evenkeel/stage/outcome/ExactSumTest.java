package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.Test;

/** Sums of 64-bit numbers in two whole parts. */
public class ExactSumTest {
  private static final double HALF_A_UNIT = 0x1p-51;

  @Test
  public void isTheSumThatBigDecimalHasAlsoBelowZero() {
    Random random = new Random(19);
    List<Double> numbers = new ArrayList<>();
    BigDecimal exact = BigDecimal.ZERO;
    for (int row = 0; row < 3_000; row++) {
      double magnitude = Math.scalb(random.nextDouble(), 11 - random.nextInt(60));
      double number = random.nextInt(3) == 0 ? -magnitude : magnitude;
      numbers.add(number);
      exact = exact.add(new BigDecimal(number));
    }
    double sum = sum(numbers, 3);
    assertThat(sum)
        .isCloseTo(exact.doubleValue(), within(3_000 * HALF_A_UNIT + Math.ulp(sum)))
        .isEqualTo(sum(numbers, 1))
        .isEqualTo(sum(numbers, 7));
  }

  @Test
  public void losesNothingOfMultiplesOfItsUnit() {
    // In 64-bit arithmetic 1024 - 1024 - 2^-50 + 1024 forgets the small one.
    assertThat(sum(List.of(1024.0, -1024.0, -0x1p-50, 0x1p-50, 0x1p-50), 1)).isEqualTo(0x1p-50);
    assertThat(sum(List.of(1024.0, 0x1p-50, -1024.0), 2)).isEqualTo(0x1p-50);
    assertThat(sum(List.of(-0x1p-50), 1)).isEqualTo(-0x1p-50);
  }

  @Test
  public void isZeroOfNoNumber() {
    assertThat(sum(List.of(), 1)).isZero();
  }

  @Test
  public void holdsTheGreatestLossOfAsManyRowsAsItAdmits() {
    double loss = -Math.log(Math.ulp(1.0));
    long high = (long) Math.floor(loss * loss * 0x1p20);
    assertThat(Math.multiplyHigh(high, ExactSum.ROWS)).isZero();
    assertThat(high * ExactSum.ROWS).isPositive();
    ExactSum.admit(ExactSum.ROWS);
    assertThatThrownBy(() -> ExactSum.admit(ExactSum.ROWS + 1))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessageContaining("4,294,967,297 rows have an outcome");
  }

  private static double sum(List<Double> numbers, int partitions) {
    Dataset<Double> rows = SparkTestSession.session().createDataset(numbers, Encoders.DOUBLE());
    List<Column> sums = ExactSum.of(col("value"), "x");
    return ExactSum.read(rows.repartition(partitions).agg(sums.get(0), sums.get(1)).head(), "x");
  }
}
