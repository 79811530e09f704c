package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TestArtifacts.Expected;
import java.util.OptionalInt;
import org.junit.Test;

/** On machines where GPU 99 is not there: all that these tests are run on. */
public final class PlacementTest {
  private static final OptionalInt ABSENT = OptionalInt.of(99);

  private final ModelArtifact artifact = TestArtifacts.open("forest_multi");

  @Test
  public void leavesTheModelToTheProcessorWhereTheGpuDoesNotTakeIt() throws Exception {
    Expected expected = TestArtifacts.expected("forest_multi");
    try (OnnxScorer scorer = open(placement(Device.AUTO, ABSENT))) {
      assertThat(scorer.provider()).isEqualTo("cpu");
      // In the build for CUDA what it says of CUDA, and not that it had nobody to say it to.
      assertThat(scorer.gpuRefusal().orElseThrow())
          .startsWith("GPU 99 does not take the model: ")
          .doesNotContain("DefaultLogger");
      Filling.fill(scorer, artifact.metadata(), expected.rows().subList(0, 1));
      assertThat(scorer.run(1).score(0)).isEqualTo(expected.score(0));
    }
  }

  @Test
  public void refusesAGpuThatIsNotThere() {
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> open(placement(Device.GPU, ABSENT)))
        .withMessageContaining("GPU 99 does not take the model: ")
        .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.RETRYABLE));
  }

  @Test
  public void refusesATaskWithoutAGpuWhereNothingElseWillDo() {
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> open(placement(Device.GPU, OptionalInt.empty())))
        .withMessageContaining("A GPU was asked for, and the task has none");
  }

  @Test
  public void sharesASessionOfTheProcessorHoweverItWasAskedFor() {
    assertThat(placement(Device.AUTO, OptionalInt.empty())).isEqualTo(Placement.CPU);
    assertThat(placement(Device.CPU, ABSENT)).isEqualTo(Placement.CPU);
  }

  private static Placement placement(Device device, OptionalInt gpu) {
    return new Placement(device, gpu, new GpuLimits(1L << 30, 2));
  }

  private OnnxScorer open(Placement placement) {
    return OnnxScorer.open(
        artifact.metadata(), artifact::onnx, new ScorerOptions(new BatchSize.Set(4), 1, placement));
  }
}
