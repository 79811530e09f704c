package io.evenkeel.job.chaos;

import io.evenkeel.SparkTestSession;
import io.evenkeel.cli.Evenkeel;
import java.time.Clock;
import java.util.Random;
import org.junit.rules.TemporaryFolder;

/** A scratch warehouse for the tests of one class; whatever breaks a promise fails its test. */
final class FaultyRuns extends TemporaryFolder {
  private static final long SEED = 20_260_302;

  private Chaos chaos;

  @Override
  protected void before() throws Throwable {
    super.before();
    chaos =
        Chaos.in(
            newFolder().toPath(),
            SparkTestSession.session(),
            Evenkeel.class.getName(),
            new Random(SEED),
            Clock.systemUTC());
  }

  /** Injects a fault, and returns what came of it. */
  String after(Injection injection) throws Exception {
    return chaos.round(injection);
  }
}
