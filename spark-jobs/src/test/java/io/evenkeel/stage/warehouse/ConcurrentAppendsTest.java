package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Processes, each with a Spark of its own, that commit to one table at the same time. */
public class ConcurrentAppendsTest {
  private static final int WRITERS = Integer.getInteger("test.writers", 2);
  private static final int COMMITS = Integer.getInteger("test.commits", 10);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Rule public final JavaProcesses processes = new JavaProcesses();

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
      Path log = file("day-" + day + ".log");
      processes.start(log, AppendCommits.class, table, "day-" + day, commits);
    }
    processes.succeed();
    Dataset<Row> rows = SparkTestSession.session().read().format("delta").load(table.toString());
    assertThat(rows.where("process <> 'nobody'").distinct().count())
        .isEqualTo((long) WRITERS * commits);
    assertThat(rows.count()).isEqualTo((long) WRITERS * commits + 1);
    assertThat(DeltaTable.forPath(SparkTestSession.session(), table.toString()).history().count())
        .isEqualTo((long) WRITERS * commits + 1);
  }

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }
}
