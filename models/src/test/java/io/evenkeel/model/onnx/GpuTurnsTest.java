package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.Test;

public final class GpuTurnsTest {
  @Test
  public void letsNoMoreCallsRunAtOnceThanWereSet() throws Exception {
    GpuTurns turns = new GpuTurns(2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    List<Future<?>> ended = new ArrayList<>();
    for (int task = 0; task < 8; task++) {
      ended.add(
          tasks.submit(
              () -> {
                for (int call = 0; call < 200; call++) {
                  GpuTurns.Turn turn = turns.next();
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(1_000);
                  running.decrementAndGet();
                  turn.end();
                }
              }));
    }
    for (Future<?> task : ended) {
      task.get();
    }
    tasks.shutdown();
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  public void areOneForAllModelsOfAGpuAndOthersForAnother() {
    assertThat(GpuTurns.of(7, 1)).isSameAs(GpuTurns.of(7, 3)).isNotSameAs(GpuTurns.of(8, 1));
  }

  @Test
  public void limitsThatLetNothingRunAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GpuLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new GpuLimits(1, 0));
  }
}
