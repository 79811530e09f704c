package io.evenkeel.bench;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.randn;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.stage.drift.TableCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a table's histograms in frozen bins cost beside one {@code approx_percentile} pass with 19
 * quantiles over the same columns: {@code tests/bench/run DriftBench [rows] [columns] [rounds]
 * [alone]}. With {@code alone} the quantiles are left out; 0 rounds are one without a warm-up.
 */
public final class DriftBench {
  private static final int REFERENCE_ROWS = 100_000;
  private static final String QUANTILES =
      IntStream.rangeClosed(1, 19)
          .mapToObj(i -> String.valueOf(i / 20.0))
          .collect(Collectors.joining(", ", "array(", ")"));

  private DriftBench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int columns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    boolean alone = arguments.length > 3;
    SparkSession spark =
        BenchSession.builder().config("spark.sql.shuffle.partitions", "2").getOrCreate();
    Path folder = Files.createTempDirectory("evenkeel-drift-bench");
    try {
      Dataset<Row> table = table(spark, folder.resolve("table"), rows, columns);
      ReferenceProfile reference = reference(columns);
      long[] state = {0};
      Comparison comparison =
          new Comparison("Histograms of %,d rows x %d columns".formatted(rows, columns), rounds)
              .alternative(
                  "counts in 1,000 frozen bins",
                  () -> state[0] = state(TableCounts.of(table, reference, List.of())));
      if (!alone) {
        comparison.alternative("approx_percentile, 19 quantiles", () -> quantiles(table));
      }
      var unused = comparison.run();
      System.out.printf("State of the counts: %,d bytes for any number of rows%n", state[0]);
    } finally {
      spark.stop();
      delete(folder);
    }
  }

  private static Dataset<Row> table(SparkSession spark, Path folder, int rows, int columns) {
    List<Column> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      cells.add(randn(i).multiply(lit(10.0)).plus(lit((double) i)).as("f" + i));
    }
    spark
        .range(0, rows, 1, 8)
        .select(cells.toArray(Column[]::new))
        .write()
        .option("compression", "none")
        .parquet(folder.toString());
    return spark.read().parquet(folder.toString());
  }

  private static ReferenceProfile reference(int columns) {
    Random random = new Random(17);
    List<FeatureProfile> features = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      double[] values = new double[REFERENCE_ROWS];
      for (int row = 0; row < values.length; row++) {
        values[row] = 10 * random.nextGaussian() + i;
      }
      features.add(Numeric.of("f" + i, values, 0));
    }
    return ReferenceProfile.of("bench", "0".repeat(64), REFERENCE_ROWS, features);
  }

  private static long state(Map<String, long[]> counts) {
    return counts.values().stream().mapToLong(each -> each.length * (long) Long.BYTES).sum();
  }

  private static void quantiles(Dataset<Row> table) {
    List<Column> wanted = new ArrayList<>();
    for (String column : table.columns()) {
      wanted.add(expr("approx_percentile(%s, %s)".formatted(column, QUANTILES)));
    }
    Row found =
        table.agg(wanted.get(0), wanted.subList(1, wanted.size()).toArray(Column[]::new)).first();
    if (found.isNullAt(0)) {
      throw new IllegalStateException("There are no quantiles");
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
