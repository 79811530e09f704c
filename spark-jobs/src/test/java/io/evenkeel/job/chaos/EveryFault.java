package io.evenkeel.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Every fault that chaos knows, once, each a test by its name. Takes minutes, so that only the
 * profile {@code long} runs it.
 */
@RunWith(Parameterized.class)
public class EveryFault {
  @ClassRule
  public static final FaultyRuns RUNS =
      new FaultyRuns() {
        @Override
        protected void before() throws Throwable {
          super.before();
          prepareForMany();
        }
      };

  private final Injection injection;

  public EveryFault(Injection injection) {
    this.injection = injection;
  }

  /** Returns all injections, by name. */
  @Parameterized.Parameters(name = "{0}")
  public static List<Injection> injections() {
    return Injections.all();
  }

  @Test
  public void leavesOneWholeResult() throws Exception {
    assertThat(RUNS.after(injection)).isNotEmpty();
  }
}
