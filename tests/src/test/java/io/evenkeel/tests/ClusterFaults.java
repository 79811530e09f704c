package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.Journal;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * What takes minutes on a standalone cluster of real processes, so that only the profile {@code
 * long} runs it.
 */
public class ClusterFaults {
  private static final LocalDate LOST = SmallLakehouse.FIRST;

  /** The newest day, since no older one reaches the moments of the cache. */
  private static final LocalDate KILLED = SmallLakehouse.FIRST.plusDays(1);

  /** The exit code of a process that {@code kill -9} ended. */
  private static final int KILL = 137;

  /** A stage that fails four times in a row fails its job; so many losses it must survive. */
  private static final int LOSSES = 2;

  @ClassRule public static final ClusterRuns RUNS = new ClusterRuns();

  /** Fault row 2: in client mode, at every named moment; what is retried finds what was left. */
  @Test
  public void aDriverThatIsKilledAnywhereLeavesOneResultOnceItIsRetried() throws Exception {
    List<Row> clean = ClusterRuns.inOneJvm(RUNS.newFolder("clean-killed"), KILLED);
    for (Failpoint point : Failpoint.values()) {
      touch(point.name());
      Path log = RUNS.shared().home().resolve(point + ".log");
      String armed = "-D%s=%s:halt".formatted(Failpoint.PROPERTY, point);
      Process driver = RUNS.submitted(log, KILLED, "--driver-java-options", armed);
      assertThat(driver.waitFor()).as(Files.readString(log)).isEqualTo(KILL);
      var unused = RUNS.shared().score(KILLED, Map.of(), Journal.SILENT);
      assertThat(RUNS.shared().scores(KILLED)).as(point.name()).isEqualTo(clean);
      assertThat(generations()).as(point.name()).hasSize(1);
    }
  }

  /** Fault row 1: files of a shuffle vanish before they are read. */
  @Test
  public void shuffleFilesThatAreLostAreMadeAgain() throws Exception {
    Path log = RUNS.shared().home().resolve("lost.log");
    Process driver = RUNS.submitted(log, LOST);
    int lost = 0;
    while (driver.isAlive()) {
      if (lost < LOSSES && Files.readString(log).contains("plan  ")) {
        lost += lose("one") + lose("two") > 0 ? 1 : 0;
      }
      Thread.sleep(5);
    }
    assertThat(driver.waitFor()).as(Files.readString(log)).isZero();
    assertThat(lost).as("times that files of shuffles were removed").isEqualTo(LOSSES);
    assertThat(RUNS.shared().scores(LOST))
        .isEqualTo(ClusterRuns.inOneJvm(RUNS.newFolder("clean-lost"), LOST));
  }

  /** Removes all files of shuffles of a worker's executors; returns how many there were. */
  private static int lose(String worker) throws IOException {
    int lost = 0;
    try (Stream<Path> files = Files.walk(RUNS.cluster().local(worker))) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*/shuffle_[^/]*\\.data")).toList()) {
        lost += Files.deleteIfExists(file) ? 1 : 0;
      }
    } catch (IOException | UncheckedIOException changing) {
      return lost; // An executor made or removed a folder at this moment.
    }
    return lost;
  }

  /** Commits a version of an input without a change to its rows, so that no day is done. */
  private static void touch(String name) {
    var unused =
        TestSpark.session()
            .sql(
                "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('round' = '%s')"
                    .formatted(RUNS.shared().table("visits"), name));
  }

  private static List<Row> generations() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(RUNS.shared().table("predictions").toString())
        .where("score_date = date'%s'".formatted(KILLED))
        .select("generation")
        .distinct()
        .collectAsList();
  }
}
