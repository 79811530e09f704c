package io.evenkeel.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Every fault that chaos knows and {@link ChaosTest} does not, once, each a test by its name. Takes
 * minutes, so that only the profile {@code long} runs it.
 */
@RunWith(Parameterized.class)
public class EveryFault {
  @ClassRule public static final FaultyRuns RUNS = new FaultyRuns();

  private final Injection injection;

  public EveryFault(Injection injection) {
    this.injection = injection;
  }

  /** Returns the injections, by name. */
  @Parameterized.Parameters(name = "{0}")
  public static List<Injection> injections() {
    List<Injection> others =
        Injections.all().stream().filter(each -> !ChaosTest.DONE.contains(each.what())).toList();
    assertThat(others).hasSize(Injections.all().size() - ChaosTest.DONE.size());
    return others;
  }

  @Test
  public void leavesOneWholeResult() throws Exception {
    assertThat(RUNS.after(injection)).isNotEmpty();
  }
}
