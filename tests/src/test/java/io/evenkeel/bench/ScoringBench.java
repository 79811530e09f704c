package io.evenkeel.bench;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.GpuLimits;
import io.evenkeel.model.onnx.ScorerOptions;
import io.evenkeel.model.onnx.TreeKernels;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringSettings;
import io.evenkeel.stage.scoring.TextBatching;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How near scoring comes to the speed of what is underneath it: the time of reading the table alone
 * plus that of ONNX Runtime alone, both measured in the same rounds; and, told apart, plus that of
 * counting every value into the bins of the profile, which no peer does. ONNX Runtime alone is the
 * runtime itself, so that trees in plain Java may do better than the bound.
 *
 * <p>Arguments: rows (default 2,000,000), rounds (3), and which models of {@code linear network
 * trees wide broad} (all but {@code broad}, which has 200 features).
 */
final class ScoringBench {
  private static final String READING = "reading alone";
  private static final String RUNTIME = "ONNX Runtime alone";
  private static final String COUNTING = "counting the profile alone";
  private static final String NOOP = "Evenkeel to noop";
  private static final String WRITING = "writing staged rows alone";
  private static final Duration WARM_UP = Duration.ofMinutes(1);
  private static final BatchSize BATCH = new BatchSize.Calibrated(4096, 200, 64 << 20);
  private static final ScoringSettings SETTINGS = new ScoringSettings(BATCH, /* threads= */ 1);
  private static final ScoringSettings WITHOUT_TREES =
      new ScoringSettings(
          BATCH,
          /* threads= */ 1,
          InputSample.NONE,
          Device.CPU,
          GpuLimits.USUAL,
          TextBatching.USUAL,
          TreeKernels.OFF);

  private final SparkSession spark;
  private final Path folder;
  private final long rows;
  private final int rounds;

  private ScoringBench(SparkSession spark, Path folder, long rows, int rounds) {
    this.spark = spark;
    this.folder = folder;
    this.rows = rows;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    long rows = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    List<String> models =
        args.length > 2
            ? List.of(args).subList(2, args.length)
            : List.of("linear", "network", "trees", "wide");
    SparkSession spark = BenchSession.builder().getOrCreate();
    Path folder = Files.createTempDirectory("scoring-bench");
    ScoringBench bench = new ScoringBench(spark, folder, rows, rounds);
    for (String model : models) {
      bench.run(model);
    }
    spark.stop();
  }

  private void run(String name) throws Exception {
    int features = Map.of("wide", 50, "broad", 200).getOrDefault(name, 30);
    byte[] onnx =
        switch (name) {
          case "linear" -> RandomModels.linear(features);
          case "network" -> RandomModels.network(features, 128, 64, 1);
          case "trees", "broad" -> RandomModels.trees(features, 200, 6);
          case "wide" -> RandomModels.trees(features, 500, 6);
          default -> throw new IllegalArgumentException("There is no model '%s'".formatted(name));
        };
    BenchModel model = BenchModel.of(name, features, onnx, folder);
    Path data = folder.resolve("table-" + features);
    BenchTable table =
        Files.exists(data)
            ? new BenchTable(spark, data, features)
            : BenchTable.write(spark, folder, rows, features);
    Map<String, Measurements> taken = new LinkedHashMap<>();
    // Apart from the others, whose use of the same code may change how the JVM compiles it.
    try (RuntimeAlone runtime = runtimeAlone(model)) {
      taken.putAll(
          new Comparison("%s, %,d rows".formatted(name, rows), rounds)
              .warmingUpFor(WARM_UP)
              .alternative(READING, () -> noop(table.stored()))
              .alternative(RUNTIME, () -> runtime.run(rows))
              .alternative(
                  COUNTING, () -> CountingAlone.run(model.reference(), rows, BenchSession.SLOTS))
              .alternative(NOOP, () -> noop(score(model, table.rows())))
              .run());
    }
    taken.putAll(others(name, model, table));
    report(taken);
    double counting = taken.get(COUNTING).cpu();
    System.out.printf(
        "The profile adds %.1f%% to the processor time of scoring %d features to noop%n",
        100 * counting / (taken.get(NOOP).cpu() - counting), features);
  }

  private Map<String, Measurements> others(String name, BenchModel model, BenchTable table)
      throws Exception {
    Path staged = folder.resolve("staged-" + name);
    stage(score(model, table.rows()), staged.resolve("first"));
    return new Comparison("%s, %,d rows, after these".formatted(name, rows), rounds)
        .alternative(
            "Evenkeel to noop, onnx.trees = off",
            () ->
                noop(
                    Scoring.score(
                        table.rows(),
                        model.set(),
                        model.artifact(),
                        model.reference(),
                        List.of(),
                        WITHOUT_TREES)))
        .alternative(
            "Evenkeel to noop, from a plan of rows", () -> noop(score(model, table.filteredRows())))
        .alternative("Dataset<Row>.mapPartitions to noop", () -> noop(plain(model, table)))
        .alternative(WRITING, () -> stage(stagedRows(staged), staged.resolve("copy")))
        .alternative(
            "Evenkeel to a staged table",
            () -> stage(score(model, table.rows()), staged.resolve("again")))
        .run();
  }

  /**
   * The bound is told twice: by the wall, and by processor time, which other programs disturb less.
   */
  private void report(Map<String, Measurements> taken) {
    System.out.println(
        "| | thousand rows/s | thousand rows/CPU s | of the bound | by CPU | by CPU, counting included"
            + " | cores |\n|---|---|---|---|---|---|---|");
    taken.forEach(
        (name, measured) ->
            System.out.printf(
                "| %s | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.2f |%n",
                name,
                rows / measured.wall() / 1e3,
                rows / measured.cpu() / 1e3,
                bound(taken, name, Measurements::wall) / measured.wall(),
                bound(taken, name, Measurements::cpu) / measured.cpu(),
                (bound(taken, name, Measurements::cpu) + taken.get(COUNTING).cpu())
                    / measured.cpu(),
                measured.cpu() / measured.wall()));
    System.out.flush();
  }

  /** The time of all that an alternative cannot do without. */
  private static double bound(
      Map<String, Measurements> taken, String name, ToDoubleFunction<Measurements> time) {
    double bound = time.applyAsDouble(taken.get(READING)) + time.applyAsDouble(taken.get(RUNTIME));
    return name.contains("staged") ? bound + time.applyAsDouble(taken.get(WRITING)) : bound;
  }

  /** By ONNX Runtime, also for trees that plain Java would be faster at. */
  private static RuntimeAlone runtimeAlone(BenchModel model) {
    return new RuntimeAlone(model, new ScorerOptions(BATCH, /* threads= */ 1), BenchSession.SLOTS);
  }

  private static Dataset<Row> score(BenchModel model, Dataset<Row> rows) {
    return Scoring.score(
        rows, model.set(), model.artifact(), model.reference(), List.of(), SETTINGS);
  }

  private static Dataset<Row> plain(BenchModel model, BenchTable table) {
    return PlainScoring.score(
        table.stored(), model.artifact().onnx(), model.set().columns().size());
  }

  private static void noop(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private static void stage(Dataset<Row> rows, Path path) {
    rows.write().mode("overwrite").partitionBy("kind").parquet(path.toString());
  }

  private Dataset<Row> stagedRows(Path staged) {
    return spark.read().parquet(staged.resolve("first").toString());
  }
}
