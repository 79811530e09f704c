package io.evenkeel.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Fault row 9: a disk of 64 MB is full to the last block when a run needs it. The run ends with the
 * exit code of what may succeed if repeated, names the disk, and the same day succeeds once there
 * is room. Only root can mount such disks; elsewhere these tests are skipped.
 */
public class FullDiskFaults {
  @ClassRule public static final Disks RUNS = new Disks();

  @Test
  public void aFullStagingAreaEndsARunThatCanBeRepeated() throws Exception {
    assertThat(saidWithFull("staging")).contains(RUNS.disk("staging").folder().toString());
  }

  @Test
  public void aFullDeltaLogEndsARunThatCanBeRepeated() throws Exception {
    assertThat(saidWithFull("tables/predictions/_delta_log")).contains("tables/predictions");
  }

  @Test
  public void aFullCacheEndsARunThatCanBeRepeated() throws Exception {
    assertThat(saidWithFull("cache")).contains(RUNS.disk("cache").folder().toString());
  }

  @Test
  public void aFullLedgerEndsARunThatCanBeRepeated() throws Exception {
    assertThat(saidWithFull("ledger")).contains(RUNS.disk("ledger").folder().toString());
  }

  @Test
  public void aFullLocalDiskOfSparkEndsARunThatCanBeRepeated() throws Exception {
    assertThat(saidWithFull("spark")).contains("No space");
  }

  /** Runs while a disk is full, and again with room; returns what the first run printed. */
  private static String saidWithFull(String name) throws Exception {
    SmallDisk disk = RUNS.disk(name);
    FullDisk injection = new FullDisk(disk, RUNS.disk("spark").folder());
    assertThat(RUNS.after(injection)).isEqualTo("exit code 40");
    return injection.said;
  }

  /** A run while a disk is full; there is room again when it has ended. */
  private static final class FullDisk implements Injection {
    private final SmallDisk disk;
    private final Path local;
    private String said = "";

    private FullDisk(SmallDisk disk, Path local) {
      this.disk = disk;
      this.local = local;
    }

    @Override
    public String what() {
      return "a full disk at " + disk.folder();
    }

    @Override
    public String into(Scene scene) throws IOException, InterruptedException {
      disk.fill();
      try {
        Attempt run = scene.score("-Dspark.local.dir=" + local);
        int exit = scene.end(run, Fault.RETRYABLE.exitCode());
        said = run.said();
        return "exit code " + exit;
      } finally {
        disk.empty();
      }
    }
  }

  /** Runs on a warehouse whose folders are on small disks, one each. */
  private static final class Disks extends FaultyRuns {
    private final Map<String, SmallDisk> disks = new LinkedHashMap<>();

    SmallDisk disk(String name) {
      return disks.get(name);
    }

    @Override
    protected void before() throws Throwable {
      super.before();
      try {
        for (String name :
            new String[] {"staging", "tables/predictions/_delta_log", "cache", "ledger", "spark"}) {
          disks.put(name, SmallDisk.at(scratch().resolve(name)));
        }
      } catch (Throwable e) {
        after();
        throw e;
      }
    }

    @Override
    protected void after() {
      for (SmallDisk disk : disks.values()) {
        try {
          disk.close();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      super.after();
    }
  }
}
