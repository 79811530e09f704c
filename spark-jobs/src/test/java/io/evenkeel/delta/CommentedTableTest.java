package io.evenkeel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class CommentedTableTest {
  private static final String FIRST_COMMIT = "_delta_log/00000000000000000000.json";
  private static final SparkSession SPARK = SparkTestSession.session();
  private static final CommentedTable TABLE =
      new CommentedTable(
          "One row for each thing.",
          List.of(new CommentedTable.Column("thing", "STRING", "Which")),
          List.of(),
          Map.of());

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void waitsForAnotherProcessThatHasTheFolderAndNotYetTheFirstCommit() throws Exception {
    Path whole = folder.getRoot().toPath().resolve("whole");
    TABLE.createIfAbsent(SPARK, whole.toString());
    Path begun = folder.getRoot().toPath().resolve("begun");
    Files.createDirectories(begun.resolve("_delta_log"));
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> commit(whole, begun), later);
    TABLE.createIfAbsent(SPARK, begun.toString());
    other.get();
    assertThat(DeltaTable.forPath(SPARK, begun.toString()).history().count()).isEqualTo(1);
  }

  @Test
  public void isMadeWhereAProcessWasKilledBeforeTheFirstCommit() throws Exception {
    Path left = folder.getRoot().toPath().resolve("left");
    Files.createDirectories(left.resolve("_delta_log"));
    Files.writeString(left.resolve("_delta_log/.00000000000000000000.json.1f0c.tmp"), "{");
    TABLE.createIfAbsent(SPARK, left.toString());
    assertThat(DeltaTable.forPath(SPARK, left.toString()).history().count()).isEqualTo(1);
  }

  @Test
  public void removesNoLogThatHasAnythingElse() throws Exception {
    Path damaged = folder.getRoot().toPath().resolve("damaged");
    TABLE.createIfAbsent(SPARK, damaged.toString());
    SPARK
        .range(1)
        .selectExpr("'a' as thing")
        .write()
        .format("delta")
        .mode("append")
        .save(damaged.toString());
    Configuration configuration = SPARK.sparkContext().hadoopConfiguration();
    AbandonedLog.remove(configuration, damaged.toString());
    assertThat(DeltaTable.forPath(SPARK, damaged.toString()).history().count()).isEqualTo(2);
  }

  private static void commit(Path whole, Path begun) {
    try {
      Files.copy(whole.resolve(FIRST_COMMIT), begun.resolve(FIRST_COMMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  public void refusesAFolderThatStaysSomethingElse() throws IOException {
    Path other = folder.newFolder("other").toPath();
    Files.writeString(other.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> TABLE.createIfAbsent(SPARK, other.toString()))
        .hasMessageContaining("not a Delta table");
    assertThat(other.resolve("notes.txt")).hasContent("mine");
  }
}
