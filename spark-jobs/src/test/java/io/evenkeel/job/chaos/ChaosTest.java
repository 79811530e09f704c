package io.evenkeel.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.run.Failpoint;
import org.junit.ClassRule;
import org.junit.Test;

/** The faults that are quickest to hurt, in real processes; {@link EveryFault} has all of them. */
public class ChaosTest {
  @ClassRule public static final FaultyRuns RUNS = new FaultyRuns();

  @Test
  public void aDriverKilledAfterItsCommitLeavesOneResult() throws Exception {
    assertThat(RUNS.after(Injections.killedAt(Failpoint.AFTER_COMMIT))).isEqualTo("killed");
  }

  @Test
  public void aDriverThatSleepsBeforeItPublishesIsFenced() throws Exception {
    assertThat(RUNS.after(Injections.asleepAfter("score"))).endsWith("exit code 30");
  }

  @Test
  public void aModelWithAWrongBitIsRefusedByName() throws Exception {
    assertThat(RUNS.after(Injections.modelFlipped())).isEqualTo("refused, and model.onnx named");
  }
}
