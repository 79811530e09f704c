package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import org.junit.Test;

public final class CalibrationTest {
  @Test
  public void findsAPowerOfTwoWithinItsLimits() {
    for (String name : new String[] {"trees", "zipmap", "mlp", "typed", "regressor"}) {
      int rows = rows(name, new BatchSize.Calibrated(1024, 200, 1 << 20));
      assertThat(rows).as(name).isBetween(64, 1024);
      assertThat(Integer.bitCount(rows)).as(name).isEqualTo(1);
    }
  }

  @Test
  public void takesNoMoreRowsThanFitTheMemory() {
    // Five floats and a score of eight bytes: 28 bytes a row.
    assertThat(rows("mlp", new BatchSize.Calibrated(4096, 200, 2_800))).isEqualTo(64);
    assertThat(rows("mlp", new BatchSize.Calibrated(4096, 200, 280))).isEqualTo(10);
    assertThat(rows("mlp", new BatchSize.Calibrated(4096, 200, 1))).isEqualTo(1);
  }

  @Test
  public void measuresOnceForASession() {
    BatchSize.Calibrated limits = new BatchSize.Calibrated(2048, 199, 1 << 20);
    assertThat(rows("trees", limits)).isEqualTo(rows("trees", limits));
  }

  private static int rows(String name, BatchSize.Calibrated limits) {
    ModelArtifact artifact = TestArtifacts.open(name);
    try (OnnxScorer scorer =
        OnnxScorer.open(artifact.metadata(), artifact::onnx, new ScorerOptions(limits, 1))) {
      return scorer.capacity();
    }
  }
}
