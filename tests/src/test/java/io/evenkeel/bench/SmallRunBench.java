package io.evenkeel.bench;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * What a run costs however few rows it scores: {@code tests/bench/run SmallRunBench [rows
 * [rounds]]}, 1,000 rows of 30 floats and 5 rounds unless told otherwise. Each round is a command
 * of its own, {@code ./evenkeel score} on the next day, after one that warms the disk.
 */
final class SmallRunBench {
  private static final int FEATURES = 30;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final Pattern PROCESSOR = Pattern.compile("cpu ([0-9.]+) ([0-9.]+)");

  private final Path folder;

  private SmallRunBench(Path folder) {
    this.folder = folder;
  }

  /** One run: from the command to the line that tells of the publication, and to its end. */
  private record Run(Measurements.Round published, Measurements.Round ended) {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    SmallRunBench bench = new SmallRunBench(Files.createTempDirectory("small-run-bench"));
    bench.prepare(rows, rounds + 1);
    bench.score(FIRST);
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      runs.add(bench.score(FIRST.plusDays(round)));
    }
    System.out.printf(
        Locale.ROOT,
        "%n### A run of %,d rows, processor time of the whole command%n%n"
            + "| | median s | least to most | CPU s |%n|---|---|---|---|%n",
        rows);
    report("command to published", new Measurements(runs.stream().map(Run::published).toList()));
    report("command to end", new Measurements(runs.stream().map(Run::ended).toList()));
  }

  private static void report(String what, Measurements taken) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f to %.1f | %.1f |%n",
        what,
        taken.wall(),
        taken.leastWall(),
        taken.mostWall(),
        taken.cpu());
  }

  private void prepare(int rows, int days) throws IOException {
    List<String> names = BenchModel.names(FEATURES);
    Path definitions = Files.createDirectories(folder.resolve("feature-defs"));
    String columns =
        names.stream()
            .map("%1$s { expr = \"%1$s\", type = float32, missing = keep }"::formatted)
            .collect(Collectors.joining("\n    "));
    Path definition =
        Files.writeString(
            definitions.resolve("small.conf"),
            """
            features.small {
              version = 1, timezone = "UTC"
              spine { table = small, row_id = id, keys { id = string }, date = day
                      as_of = "to_timestamp(day)" }
              columns {
                %s
              }
            }
            """
                .formatted(columns));
    FeatureSet set = Definitions.read(definition);
    BenchModel.of(set, RandomModels.trees(FEATURES, 200, 6), folder.resolve("models"));
    List<String> values = new ArrayList<>();
    values.add("concat('row-', id) as id");
    values.add("date_add(DATE'%s', cast(id div %d as int)) as day".formatted(FIRST, rows));
    IntStream.range(0, FEATURES)
        .forEach(i -> values.add("cast(randn(%d) as float) as %s".formatted(i, names.get(i))));
    SparkSession spark = BenchSession.withDelta().getOrCreate();
    spark
        .range(0, (long) rows * days, 1, 1)
        .selectExpr(values.toArray(String[]::new))
        .write()
        .format("delta")
        .save(folder.resolve("tables").resolve("small").toString());
    spark.stop();
  }

  private Run score(LocalDate day) throws Exception {
    String command =
        "TIMEFORMAT='cpu %%U %%S'; time ./evenkeel score --model small --date %s".formatted(day)
            + " --conf evenkeel.home=%1$s --conf evenkeel.definitions=%1$s/feature-defs"
                .formatted(folder)
            + " --conf evenkeel.models=%s/models".formatted(folder);
    long started = System.nanoTime();
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    double published = Double.NaN;
    double processor = Double.NaN;
    StringBuilder told = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.append(line).append('\n');
        published = line.startsWith("publish ") ? seconds(started) : published;
        Matcher used = PROCESSOR.matcher(line);
        if (used.matches()) {
          processor = Double.parseDouble(used.group(1)) + Double.parseDouble(used.group(2));
        }
      }
    }
    if (process.waitFor() != 0 || Double.isNaN(published) || Double.isNaN(processor)) {
      throw new IllegalStateException("The run failed:\n" + told);
    }
    return new Run(
        new Measurements.Round(published, processor),
        new Measurements.Round(seconds(started), processor));
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
