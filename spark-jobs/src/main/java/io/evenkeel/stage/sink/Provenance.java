package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.lit;

import io.evenkeel.run.Claim;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What gave the scores: said in every row of predictions.
 *
 * @param modelVersion as the artifact's metadata has it
 * @param modelSha256 of the model's file
 * @param featureFingerprint SHA-256 of the feature definition
 * @param scoredAt when the run began to score; one instant for all its rows
 */
public record Provenance(
    String modelVersion,
    String modelSha256,
    String featureSet,
    String featureFingerprint,
    Instant scoredAt) {

  /** Returns the rows with what gave the scores, and the run, in columns of the published table. */
  Dataset<Row> in(Dataset<Row> rows, Claim claim) {
    return rows.withColumn("model_version", lit(modelVersion))
        .withColumn("model_sha256", lit(modelSha256))
        .withColumn("feature_set", lit(featureSet))
        .withColumn("feature_fingerprint", lit(featureFingerprint))
        .withColumn("run_id", lit(claim.run().value()))
        .withColumn("generation", lit(claim.generation().number()))
        .withColumn("scored_at", lit(scoredAt));
  }
}
