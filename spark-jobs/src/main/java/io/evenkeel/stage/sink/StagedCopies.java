package io.evenkeel.stage.sink;

import io.evenkeel.delta.TableFile;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Copies of a stage's files in a table's folder, of which its log knows nothing yet. */
final class StagedCopies {
  private StagedCopies() {}

  /**
   * Copies files, each held against the stage's manifest as it passes: what is published is what
   * was audited.
   *
   * @param files of the stage; may be none
   * @param folder of the copies, in the table's
   * @throws EvenkeelException with fault RETRYABLE, if the store failed, or naming each file that
   *     is not as it was staged; the stage is withdrawn then
   */
  static List<TableFile> of(
      SparkSession spark, Stage stage, List<StagedFile> files, String table, String folder) {
    List<FileCopy.Outcome> outcomes = copied(spark, stage, files, table, folder);
    List<String> problems =
        new StageManifest(stage.claim(), files)
            .differences(
                new Path(stage.data()), outcomes.stream().map(FileCopy.Outcome::found).toList());
    if (!problems.isEmpty()) {
      throw StagingArea.withdrawn(spark, new Path(stage.data()).getParent(), problems);
    }
    return outcomes.stream().flatMap(outcome -> outcome.copy().stream()).toList();
  }

  private static List<FileCopy.Outcome> copied(
      SparkSession spark, Stage stage, List<StagedFile> files, String table, String folder) {
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      return FileCopy.all(context, stage, files, table, folder);
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare.
      throw EvenkeelException.of(
              Fault.RETRYABLE,
              "Could not copy the stage %s to %s: %s"
                  .formatted(stage.data(), table, e.getMessage()))
          .safe("The table is as it was: a file without a commit is not seen.")
          .next("Check the store's space and permissions, then run the same command.")
          .causedBy(e);
    }
  }
}
