package io.evenkeel.bench;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringSettings;
import io.evenkeel.stage.sink.Audit;
import io.evenkeel.stage.sink.AuditedStage;
import io.evenkeel.stage.sink.Gates;
import io.evenkeel.stage.sink.PredictionsTable;
import io.evenkeel.stage.sink.Provenance;
import io.evenkeel.stage.sink.QuarantineTable;
import io.evenkeel.stage.sink.RowTally;
import io.evenkeel.stage.sink.Stage;
import io.evenkeel.stage.sink.StagingArea;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What staging, auditing and publishing a day cost beside scoring it and writing the same rows into
 * a Delta table at once, which leaves half a day behind where it fails: {@code tests/bench/run
 * StageBench [rows [rounds [model]]]}, 1,000,000 rows, 3 rounds and {@code trees} of 30 floats
 * unless told otherwise; {@code network} and {@code linear} are the others.
 */
final class StageBench {
  private static final int FEATURES = 30;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final ScoringSettings SETTINGS =
      new ScoringSettings(new BatchSize.Calibrated(4096, 200, 64 << 20), /* threads= */ 1);

  private final SparkSession spark;
  private final Path folder;
  private final BenchModel model;
  private final BenchTable table;
  private final AtomicInteger generations = new AtomicInteger();

  private StageBench(SparkSession spark, Path folder, BenchModel model, BenchTable table) {
    this.spark = spark;
    this.folder = folder;
    this.model = model;
    this.table = table;
  }

  public static void main(String[] args) throws Exception {
    long rows = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    String name = args.length > 2 ? args[2] : "trees";
    Path folder = Files.createTempDirectory("stage-bench");
    SparkSession spark = BenchPredictions.session(folder);
    BenchModel model = BenchModel.of(name, FEATURES, onnx(name), folder);
    BenchTable table = BenchTable.write(spark, folder, rows, FEATURES);
    StageBench bench = new StageBench(spark, folder, model, table);
    Map<String, Measurements> taken =
        new Comparison("Publishing %,d rows scored by %s".formatted(rows, name), rounds)
            .alternative("score and one plain Delta write", bench::plain)
            .alternative("score, stage, audit, publish", bench::staged)
            .alternative("score alone, to noop", bench::alone)
            .run();
    Measurements plain = taken.get("score and one plain Delta write");
    Measurements staged = taken.get("score, stage, audit, publish");
    System.out.printf(
        "staged / plain: %.2f by the wall, %.2f by processor time%n",
        staged.wall() / plain.wall(), staged.cpu() / plain.cpu());
    spark.stop();
  }

  private static byte[] onnx(String name) throws Exception {
    return switch (name) {
      case "linear" -> RandomModels.linear(FEATURES);
      case "network" -> RandomModels.network(FEATURES, 128, 64, 1);
      case "trees" -> RandomModels.trees(FEATURES, 200, 6);
      default -> throw new IllegalArgumentException("There is no model '%s'".formatted(name));
    };
  }

  private Dataset<Row> scored() {
    return Scoring.score(
        table.rows(), model.set(), model.artifact(), model.reference(), List.of(), SETTINGS);
  }

  private void alone() {
    scored().write().format("noop").mode("overwrite").save();
  }

  /** The columns that the published table has, in one overwrite of the day. */
  private void plain() {
    scored()
        .where("kind = 'scored'")
        .select("row_id", "score", "class", "outputs", "as_of")
        .withColumn("model", functions.lit(model.name()))
        .withColumn("score_date", functions.lit(DAY))
        .withColumn("model_version", functions.lit("1"))
        .withColumn("model_sha256", functions.lit(model.artifact().metadata().onnx().sha256()))
        .withColumn("feature_set", functions.lit(model.set().name()))
        .withColumn("feature_fingerprint", functions.lit(model.reference().fingerprint()))
        .withColumn("run_id", functions.lit("r-plain"))
        .withColumn("generation", functions.lit(1))
        .withColumn("scored_at", functions.lit(Instant.EPOCH))
        .write()
        .format("delta")
        .mode("overwrite")
        .partitionBy("model", "score_date")
        .save(folder.resolve("plain").toString());
  }

  private void staged() {
    Slot slot = new Slot(model.name(), "champion", DAY);
    Claim claim =
        new Claim(slot, new Generation(generations.incrementAndGet()), RunId.next(Instant.now()));
    StagingArea area = new StagingArea(spark, folder.resolve("staging").toString());
    RowTally spine = RowTally.of(table.rows(), functions.col("_row_id"));
    Provenance provenance =
        new Provenance(
            "1",
            model.artifact().metadata().onnx().sha256(),
            model.set().name(),
            model.reference().fingerprint(),
            Instant.EPOCH);
    Stage stage = area.write(claim, provenance, scored());
    AuditedStage audited =
        new Audit(spark).of(stage).admit(stage, spine, new Gates(5, /* allowEmpty= */ false));
    var held =
        new QuarantineTable(spark, folder.resolve("quarantine").toString())
            .publish(claim, audited, Instant.EPOCH);
    var published =
        new PredictionsTable(spark, folder.resolve("predictions").toString())
            .publish(claim, audited);
    area.delete(slot, claim.generation());
    if (published.rows() + held.rows() != spine.rows()) {
      throw new IllegalStateException("Published %s and %s".formatted(published, held));
    }
  }
}
