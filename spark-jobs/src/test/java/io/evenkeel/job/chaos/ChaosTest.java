package io.evenkeel.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.run.Failpoint;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;

/** The faults that are quickest to hurt, in real processes; {@link EveryFault} has all others. */
public class ChaosTest {
  @ClassRule public static final FaultyRuns RUNS = new FaultyRuns();

  private static final Injection KILLED = Injections.killedAt(Failpoint.AFTER_COMMIT);
  private static final Injection ASLEEP = Injections.asleepAfter("score");
  private static final Injection FLIPPED = Injections.modelFlipped();

  /** What the tests here do, by name. */
  static final List<String> DONE = List.of(KILLED.what(), ASLEEP.what(), FLIPPED.what());

  @Test
  public void aDriverKilledAfterItsCommitLeavesOneResult() throws Exception {
    assertThat(RUNS.after(KILLED)).isEqualTo("killed");
  }

  @Test
  public void aDriverThatSleepsBeforeItPublishesIsFenced() throws Exception {
    assertThat(RUNS.after(ASLEEP)).endsWith("exit code 30");
  }

  @Test
  public void aModelWithAWrongBitIsRefusedByName() throws Exception {
    assertThat(RUNS.after(FLIPPED)).isEqualTo("refused, and model.onnx named");
  }
}
