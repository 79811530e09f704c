package io.evenkeel.job.chaos;

import io.evenkeel.SparkTestSession;
import io.evenkeel.cli.Evenkeel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.rules.TemporaryFolder;

/** A scratch warehouse for the tests of one class; whatever breaks a promise fails its test. */
class FaultyRuns extends TemporaryFolder {
  private static final long SEED = 20_260_302;

  private Path scratch = Path.of("");
  private Chaos chaos;

  @Override
  protected void before() throws Throwable {
    super.before();
    scratch = newFolder().toPath();
    chaos =
        Chaos.in(
            scratch,
            SparkTestSession.session(),
            Evenkeel.class.getName(),
            new Random(SEED),
            Clock.systemUTC());
  }

  /** Returns the folder of the warehouse. */
  Path scratch() {
    return scratch;
  }

  /** Injects a fault, and returns what came of it. */
  String after(Injection injection) throws Exception {
    return chaos.round(injection);
  }
}
