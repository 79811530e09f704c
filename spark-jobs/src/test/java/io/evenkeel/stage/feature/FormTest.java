package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class FormTest {
  @Test
  public void numbersComeBackBitForBitInTheOrderOfDoubles() {
    double[] numbers = new Random(5).longs(10_000).mapToDouble(Double::longBitsToDouble).toArray();
    numbers[0] = Double.NEGATIVE_INFINITY;
    numbers[1] = -Double.MIN_VALUE;
    numbers[2] = 0;
    numbers[3] = Double.MAX_VALUE;
    numbers[4] = Double.POSITIVE_INFINITY;
    numbers[5] = Double.NaN;
    Arrays.sort(numbers);
    for (int i = 0; i < numbers.length; i++) {
      long ordered = Form.ordered(numbers[i]);
      assertThat(Double.doubleToLongBits(Form.number(ordered)))
          .isEqualTo(Double.doubleToLongBits(numbers[i]));
      if (i > 0) {
        assertThat(Long.compare(Form.ordered(numbers[i - 1]), ordered))
            .isEqualTo(Integer.signum(Double.compare(numbers[i - 1], numbers[i])));
      }
    }
  }
}
