package io.evenkeel.bench;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringFigures;
import io.evenkeel.stage.scoring.ScoringSettings;
import io.evenkeel.stage.scoring.TextBatching;
import io.evenkeel.stage.scoring.TextFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What ordering texts by their length is worth: rows one at a time, batches in the order in which
 * rows come, and batches cut out of ordered windows, of the same texts to the same staged rows. The
 * encoder has the shape of all-MiniLM-L6-v2 (6 layers, width 384, 12 heads) in 32 bits; texts have
 * from 3 to 254 words, half of them no more than 20, as comments do (a log-normal distribution).
 *
 * <p>Arguments: rows (default 2,000), rounds (2).
 */
final class TextBench {
  private static final int WORDS = 8_000;
  private static final double MEDIAN_WORDS = 20;
  private static final double SPREAD = 0.9;
  private static final int ALL = 1_000_000;

  private TextBench() {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    SparkSession spark = BenchSession.builder().getOrCreate();
    Path folder = Files.createTempDirectory("text-bench");
    EncoderArtifact model = EncoderArtifact.of(new RandomEncoder(WORDS, 384, 6, 12), folder);
    Dataset<Row> texts = texts(spark, rows, folder.resolve("texts"));
    Comparison comparison = new Comparison("%,d texts".formatted(rows), rounds);
    Map<String, Path> staged = new LinkedHashMap<>();
    alternatives()
        .forEach(
            (name, batching) -> {
              Path target = folder.resolve("staged-" + staged.size());
              staged.put(name, target);
              comparison.alternative(name, () -> stage(model, texts, batching, target));
            });
    report(rows, comparison.run(), staged, spark);
    spark.stop();
  }

  private static Map<String, TextBatching> alternatives() {
    Map<String, TextBatching> alternatives = new LinkedHashMap<>();
    alternatives.put("one row at a time", new TextBatching(ALL / 10, 1 << 30, 1, 0));
    alternatives.put("32 rows as they come", new TextBatching(32, 1 << 30, ALL, 100));
    alternatives.put("ordered, 1,024 tokens", new TextBatching(4096, 64 << 20, 1024, 100));
    for (int tokens : new int[] {512, 1024, 4096}) {
      alternatives.put(
          "ordered, %,d tokens, 10%% padding".formatted(tokens),
          new TextBatching(4096, 64 << 20, tokens, 10));
    }
    return alternatives;
  }

  private static void stage(
      EncoderArtifact model, Dataset<Row> rows, TextBatching batching, Path target) {
    ScoringSettings settings =
        new ScoringSettings(
            new BatchSize.Set(4096), /* threads= */ 1, InputSample.NONE, Device.CPU, batching);
    Scoring.score(rows, model.set(), model.artifact(), model.reference(), List.of(), settings)
        .write()
        .mode("overwrite")
        .parquet(target.toString());
  }

  private static void report(
      int rows, Map<String, Measurements> taken, Map<String, Path> staged, SparkSession spark) {
    double first = taken.values().iterator().next().cpu();
    System.out.println("| | rows/CPU s | of one at a time | padding | making tokens |");
    System.out.println("|---|---|---|---|---|");
    taken.forEach(
        (name, measured) -> {
          Dataset<Row> tasks =
              spark.read().parquet(String.valueOf(staged.get(name))).where("kind = 'task'");
          TextFigures texts = ScoringFigures.of(tasks).orElseThrow().texts().orElseThrow();
          System.out.printf(
              "| %s | %,.0f | %.2f | %.1f%% | %.1f%% |%n",
              name,
              rows / measured.cpu(),
              first / measured.cpu(),
              texts.paddingPercent(),
              100 * texts.seconds() / measured.cpu());
        });
    System.out.flush();
  }

  private static Dataset<Row> texts(SparkSession spark, int rows, Path folder) {
    Random random = new Random(23);
    List<Row> made = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double words = MEDIAN_WORDS * Math.exp(SPREAD * random.nextGaussian());
      int length = (int) Math.max(3, Math.min(EncoderArtifact.MAX_TOKENS - 2, words));
      String text =
          random
              .ints(length, 0, WORDS - 10)
              .mapToObj(EncoderArtifact::word)
              .collect(Collectors.joining(" "));
      made.add(RowFactory.create("r" + row, text));
    }
    spark
        .createDataFrame(
            made,
            StructType.fromDDL(
                "%s STRING, %s STRING".formatted(FeatureRows.ROW_ID, EncoderArtifact.TEXT)))
        .selectExpr(
            FeatureRows.ROW_ID,
            "timestamp'2026-01-01 00:00:00' as " + FeatureRows.AS_OF,
            EncoderArtifact.TEXT,
            "cast(array() as array<struct<column: string, reason: string, value: string>>) as "
                + FeatureRows.BREACHES)
        .repartition(BenchSession.SLOTS)
        .write()
        .parquet(folder.toString());
    return spark.read().parquet(folder.toString());
  }
}
