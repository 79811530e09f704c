package io.evenkeel.stage.scoring;

import io.evenkeel.columnar.BinaryRows;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.Preflight;
import io.evenkeel.model.onnx.ScorerOptions;
import io.evenkeel.model.onnx.SessionCache;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;

/** Scores feature rows with a model. */
public final class Scoring {
  private Scoring() {}

  /**
   * Gives each feature row one outcome: {@code scored}, or {@code quarantined} with every breach
   * and the row as JSON. Rows with a breach are never scored; a row that the model fails on becomes
   * {@code MODEL_ERROR}, one whose score is NaN {@code NAN_OUTPUT}. A scored row of the sample is
   * followed by a {@code fed} row with what the model was given. After its rows, each task that had
   * any adds a {@code profile} row for each feature, and for {@value ReferenceProfile#PREDICTION},
   * with its counts over the rows it scored, the same for each slice of the reference that had a
   * row, and one {@code task} row with how it scored, for {@link ScoringFigures}. Scores of trees
   * do not depend on the size of batches or on how rows are partitioned; those of models with
   * matrix products differ in the last digits of a float.
   *
   * <p>Checks everything on the driver before any task runs, loading the model once there. Stages
   * of the feature query that end in a shuffle run at once; the rest runs when the result is read,
   * and again with each reading, so stage it once.
   *
   * @param featureRows columns as in {@link FeatureRows}, and those of slices that are no features
   *     of the model; others are ignored
   * @param set the definition that made the rows
   * @param reference the profile that the artifact was trained with, with the one of its prediction
   * @param slices each counted beside all rows; of features of the model or of other columns of the
   *     rows, which the model does not see; may be none
   * @return rows with the columns kind, row_id, as_of, score, class, reason, column, value,
   *     breaches, row, profile_feature, profile_counts, outputs
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} and every difference between rows,
   *     definition, model and profile
   */
  public static Dataset<Row> score(
      Dataset<Row> featureRows,
      FeatureSet set,
      ModelArtifact artifact,
      ReferenceProfile reference,
      List<Slice> slices,
      ScoringSettings settings) {
    artifact.checkAgainst(set, Fingerprint.of(set));
    checkRows(featureRows, artifact, reference, slices);
    TaskDevice.check(settings, featureRows.sparkSession().sparkContext().getConf());
    checkModel(artifact, settings);
    var input =
        (org.apache.spark.sql.classic.Dataset<Row>) featureRows.select(columns(artifact, slices));
    SparkSession spark = input.sparkSession();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ScoreTask task =
        new ScoreTask(
            artifact.metadataJson(),
            context.broadcast(artifact.onnx()),
            context.broadcast(artifact.tokenizer()),
            context.broadcast(reference),
            List.copyOf(slices),
            settings);
    return BinaryRows.dataset(
        spark,
        "Score " + artifact,
        StagedSchema.TYPE,
        outcomes(input.queryExecution(), task).rdd());
  }

  /** Takes columns as the scan reads them where the plan does nothing else, and rows elsewhere. */
  private static JavaRDD<InternalRow> outcomes(QueryExecution query, ScoreTask task) {
    Optional<ColumnarScan> scan = ColumnarScan.of(query.executedPlan());
    if (scan.isPresent()) {
      ColumnLayout layout = scan.get().layout();
      return scan.get().batches().mapPartitions(batches -> task.columns(batches, layout));
    }
    return query.toRdd().toJavaRDD().mapPartitions(task::rows);
  }

  private static void checkRows(
      Dataset<Row> featureRows,
      ModelArtifact artifact,
      ReferenceProfile reference,
      List<Slice> slices) {
    List<String> problems =
        ScoringContract.problems(featureRows.schema(), artifact.metadata(), reference, slices);
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems)
          .safe("No row was scored; the published predictions are as they were.")
          .next("Restore the folder of %s from where it was trained.".formatted(artifact));
    }
  }

  /**
   * Loads the model, in a process of its own first, unless this one has it already; that holds its
   * real inputs and outputs against its metadata.
   */
  private static void checkModel(ModelArtifact artifact, ScoringSettings settings) {
    if (!SessionCache.ofThisProcess().holds(artifact.metadata().onnx().sha256())) {
      Preflight.check(artifact);
    }
    ScorerOptions one = new ScorerOptions(1, settings.threads());
    try (OnnxScorer scorer =
        OnnxScorer.open(artifact.metadata(), artifact::onnx, artifact::tokenizer, one)) {
      scorer.checkTexts();
    }
  }

  /** A text stays as it was read; only another type is cast, and then Spark makes rows. */
  private static Column[] columns(ModelArtifact artifact, List<Slice> slices) {
    List<ModelFeature> features = artifact.metadata().features();
    Stream<Column> rows =
        Stream.concat(
                Stream.of(FeatureRows.ROW_ID, FeatureRows.AS_OF, FeatureRows.BREACHES),
                features.stream().map(ModelFeature::name))
            .map(functions::col);
    Stream<Column> carried =
        SliceCounting.carried(features, slices).stream()
            .map(name -> functions.col("`" + name.replace("`", "``") + "`").cast("string"));
    return Stream.concat(rows, carried).toArray(Column[]::new);
  }
}
