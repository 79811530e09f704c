package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.Journal;
import io.evenkeel.job.chaos.ChaosJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ChaosCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aFolderWithSomethingInItIsRefusedAndLeftAsItIs() throws IOException {
    Path mine = Files.writeString(folder.getRoot().toPath().resolve("mine"), "kept");
    int exit = Evenkeel.run("chaos", "--folder", folder.getRoot().toString());
    assertThat(exit).isEqualTo(Fault.USAGE.exitCode());
    assertThat(mine).hasContent("kept");
    assertThat(folder.getRoot().list()).containsExactly("mine");
  }

  @Test
  public void minutesOutOfRangeAreRefused() {
    assertThat(Evenkeel.run("chaos", "--minutes", "0")).isEqualTo(Fault.USAGE.exitCode());
    assertThat(Evenkeel.run("chaos", "--minutes", "1441")).isEqualTo(Fault.USAGE.exitCode());
  }

  @Test
  public void isRefusedWhereRunsCouldNotBeStarted() {
    ChaosJob job =
        new ChaosJob(
            SparkTestSession.session(), "not.on.the.ClassPath", Journal.SILENT, Clock.systemUTC());
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class,
            () -> job.run(folder.getRoot().toPath(), 7, Duration.ofMinutes(1)));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused.next()).contains("SPARK_HOME");
    assertThat(folder.getRoot().list()).isEmpty();
  }
}
