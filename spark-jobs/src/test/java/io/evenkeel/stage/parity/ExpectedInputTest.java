package io.evenkeel.stage.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.platform.Fp16Conversions;
import java.util.Random;
import org.junit.Test;

public class ExpectedInputTest {
  @Test
  public void roundsToHalfPrecisionAsOnnxRuntimeDoes() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200_000; trial++) {
      float value = Float.intBitsToFloat(random.nextInt());
      float wanted = Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(value));
      assertThat(Float.toString(ExpectedInput.half(value)))
          .as("%s, trial %d", value, trial)
          .isEqualTo(Float.toString(wanted));
    }
  }

  @Test
  public void halfPrecisionHasTiesToEvenAndAnEnd() {
    assertThat(ExpectedInput.half(2049f)).isEqualTo(2048f);
    assertThat(ExpectedInput.half(2051f)).isEqualTo(2052f);
    assertThat(ExpectedInput.half(65_519f)).isEqualTo(65_504f);
    assertThat(ExpectedInput.half(65_520f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ExpectedInput.half(-1e9f)).isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
