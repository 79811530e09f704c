package io.evenkeel.stage.scoring;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.ModelArtifact;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Spreads rows with texts, for which a model takes long. */
public final class TextRows {
  /** Tasks for each that can run at once, so that texts of unlike lengths are evened out. */
  private static final int WAVES = 2;

  private TextRows() {}

  /**
   * Spreads rows with a text over tasks, by their ids, so that a task that runs again has the same
   * ones. Spark makes partitions of as many bytes as a scan reads in a moment, which an encoder may
   * need hours for; there are {@value #WAVES} here for each of {@code spark.default.parallelism}
   * (the cluster's cores where it is not set). Rows of models without a text stay as they are.
   *
   * @param featureRows columns as in {@link FeatureRows}
   */
  public static Dataset<Row> spread(Dataset<Row> featureRows, ModelArtifact artifact) {
    if (artifact.metadata().text().isEmpty()) {
      return featureRows;
    }
    int tasks = WAVES * featureRows.sparkSession().sparkContext().defaultParallelism();
    return featureRows.repartition(tasks, functions.col(FeatureRows.ROW_ID));
  }
}
