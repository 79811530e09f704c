package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.Test;

public class TaskProgressTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  public void neverGoesBack() {
    Random random = new Random(17);
    for (int trial = 0; trial < 50; trial++) {
      TaskProgress progress = new TaskProgress();
      double before = 0;
      for (int stage = 0; stage < 6; stage++) {
        int tasks = 1 + random.nextInt(40);
        progress.started(stage, tasks);
        for (int task = 0; task < tasks; task++) {
          double share = progress.snapshot(MINUTE).share();
          assertThat(share).isBetween(before, .99);
          before = share;
          progress.ended(10);
        }
      }
    }
  }

  @Test
  public void tellsTheTimeThatKnownTasksNeedAtThePaceSoFar() {
    TaskProgress progress = new TaskProgress();
    assertThat(Lines.progress(progress.snapshot(MINUTE)).strip()).isEqualTo("0%");
    progress.started(0, 4);
    progress.ended(600);
    assertThat(Lines.progress(progress.snapshot(MINUTE)).strip())
        .isEqualTo("25%  10 rows/s  ETA 180s");
  }

  @Test
  public void tellsNoTimeWhileALaterStageIsCatchingUp() {
    TaskProgress progress = new TaskProgress();
    progress.started(0, 4);
    for (int task = 0; task < 4; task++) {
      progress.ended(0);
    }
    assertThat(Lines.progress(progress.snapshot(MINUTE)).strip()).isEqualTo("99%");
    progress.started(1, 4);
    assertThat(Lines.progress(progress.snapshot(MINUTE)).strip()).isEqualTo("99%");
  }

  @Test
  public void isNotDoneBeforeItEnds() {
    TaskProgress progress = new TaskProgress();
    progress.started(0, 1);
    progress.ended(0);
    assertThat(progress.snapshot(MINUTE).share()).isLessThan(1);
    assertThat(progress.snapshot(MINUTE).remaining()).isEmpty();
  }
}
