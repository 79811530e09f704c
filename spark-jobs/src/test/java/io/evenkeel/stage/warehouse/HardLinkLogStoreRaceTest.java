package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.storage.LocalLogStore;
import io.delta.storage.LogStore;
import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Processes that commit to one log at the same time. */
public class HardLinkLogStoreRaceTest {
  /** The profile {@code long} sets eight writers and two hundred commits. */
  private static final int WRITERS = Integer.getInteger("test.writers", 2);

  private static final int COMMITS = Integer.getInteger("test.commits", 10);

  private static final int VERSIONS = 500;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<JavaProcess> processes = new ArrayList<>();

  @After
  public void stopProcesses() {
    processes.forEach(JavaProcess::stop);
  }

  @Test
  public void givesEveryVersionToExactlyOneOfFourProcesses() throws Exception {
    List<String> claims = claims(HardLinkLogStore.class);
    assertThat(claims).hasSize(VERSIONS);
    for (String claim : claims) {
      String[] versionAndName = claim.split(" ", 2);
      assertThat(log().resolve(versionAndName[0] + ".json"))
          .hasContent(versionAndName[1] + "\nline 2 of " + versionAndName[1] + "\n");
    }
  }

  /**
   * Why there is a store of our own. Should this fail after an update of Delta, the store may be
   * needed no longer.
   */
  @Test
  public void deltasOwnStoreGivesSomeVersionsToSeveralOfFourProcesses() throws Exception {
    List<String> claims = claims(LocalLogStore.class);
    assertThat(claims).hasSizeGreaterThan(VERSIONS);
  }

  /** Fault row 5: each process appends to a day of its own. */
  @Test
  public void keepsEveryCommitOfProcessesThatAppendToOneTable() throws Exception {
    int commits = COMMITS / WRITERS;
    Path table = file("table");
    SparkTestSession.session()
        .sql("SELECT 'nobody' AS process, -1 AS commit")
        .write()
        .format("delta")
        .save(table.toString());
    for (int day = 1; day <= WRITERS; day++) {
      start(AppendCommits.class, "day-" + day, table, "day-" + day, commits);
    }
    for (JavaProcess process : processes) {
      process.succeed();
    }
    Dataset<Row> rows = SparkTestSession.session().read().format("delta").load(table.toString());
    assertThat(rows.where("process <> 'nobody'").distinct().count())
        .isEqualTo((long) WRITERS * commits);
    assertThat(rows.count()).isEqualTo((long) WRITERS * commits + 1);
    assertThat(DeltaTable.forPath(SparkTestSession.session(), table.toString()).history().count())
        .isEqualTo((long) WRITERS * commits + 1);
  }

  /** Returns what four processes wrote down that they got. */
  private List<String> claims(Class<? extends LogStore> store) throws Exception {
    Files.createDirectory(log());
    for (String name : NAMES) {
      start(
          ClaimVersions.class,
          name,
          log(),
          name,
          VERSIONS,
          file(name + ".claims"),
          store.getName());
    }
    Files.createFile(file("go"));
    List<String> claims = new ArrayList<>();
    for (JavaProcess process : processes) {
      process.succeed();
    }
    for (String name : NAMES) {
      claims.addAll(Files.readAllLines(file(name + ".claims")));
    }
    return claims;
  }

  private Path log() {
    return temporary.getRoot().toPath().resolve("_delta_log");
  }

  private void start(Class<?> main, String name, Object... arguments) throws Exception {
    processes.add(JavaProcess.start(file(name + ".log"), main, arguments));
  }

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }
}
