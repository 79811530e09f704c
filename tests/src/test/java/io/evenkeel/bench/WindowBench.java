package io.evenkeel.bench;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.stage.feature.FeatureEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Sum, count, avg and max over the past 7, 30 and 365 days for each row of a spine: the feature
 * engine against an equi-key range join and against window frames, on the same Parquet files. All
 * must give the same values, or the benchmark fails.
 *
 * <p>Arguments: {@code <rounds> <rows> <events> <keys> <parts>}, where parts are some of {@code
 * 7d,30d,365d,frames,lengths,events,skew,columns,memory}, by default all.
 */
public final class WindowBench {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);
  private static final String ALL = "7d,30d,365d,frames,lengths,events,skew,columns,memory";

  private final SparkSession spark;
  private final int rounds;
  private final WindowData uniform;
  private final Map<String, String> checksums = new LinkedHashMap<>();

  private WindowBench(SparkSession spark, int rounds, WindowData uniform) {
    this.spark = spark;
    this.rounds = rounds;
    this.uniform = uniform;
  }

  /** Runs the parts that are named. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    long rows = args.length > 1 ? Long.parseLong(args[1]) : 1_000_000;
    long events = args.length > 2 ? Long.parseLong(args[2]) : 20_000_000;
    long keys = args.length > 3 ? Long.parseLong(args[3]) : 20_000;
    List<String> parts = List.of((args.length > 4 ? args[4] : ALL).split(",", -1));
    SparkSession spark =
        BenchSession.builder()
            .appName("windows")
            .config("spark.sql.shuffle.partitions", Math.max(4, events / 500_000))
            .getOrCreate();
    WindowData uniform = WindowData.uniform(rows, events, keys);
    WindowBench bench = new WindowBench(spark, rounds, uniform);
    for (String part : parts) {
      bench.run(part);
    }
    spark.stop();
  }

  private void run(String part) throws Exception {
    switch (part) {
      case "7d", "30d", "365d" -> against(part);
      case "frames" -> frames();
      case "lengths" -> lengths();
      case "events" -> events();
      case "skew" -> skew();
      case "columns" -> columns();
      case "memory" -> memory();
      default ->
          throw new IllegalArgumentException(
              "There is no part '%s'; possible are %s".formatted(part, ALL));
    }
  }

  private void against(String window) throws Exception {
    compare(
        "%s over %s".formatted(window, uniform),
        Map.of(
            "range join", () -> check(window, rangeJoin(uniform, days(window))),
            "Evenkeel", () -> check(window, engine(uniform, four(window)))),
        "range join",
        "Evenkeel");
  }

  /** Frames take minutes where the others take seconds, so they get a tenth of the keys. */
  private void frames() throws Exception {
    WindowData tenth = uniform.tenth();
    for (String window : List.of("7d", "365d")) {
      compare(
          "%s over %s".formatted(window, tenth),
          Map.of(
              "window frames", () -> check("tenth " + window, frames(tenth, days(window))),
              "Evenkeel", () -> check("tenth " + window, engine(tenth, four(window)))),
          "window frames",
          "Evenkeel");
    }
  }

  private void lengths() throws Exception {
    compare(
        "Length of the window, %s".formatted(uniform),
        Map.of(
            "7d", () -> check("7d", engine(uniform, four("7d"))),
            "30d", () -> check("30d", engine(uniform, four("30d"))),
            "365d", () -> check("365d", engine(uniform, four("365d"))),
            "all three",
                () -> check("all three", engine(uniform, four("7d") + four("30d") + four("365d")))),
        "7d",
        "30d",
        "365d",
        "all three");
  }

  private void events() throws Exception {
    WindowData twice = uniform.twice();
    compare(
        "Number of events, 365d, %s".formatted(uniform),
        Map.of(
            "once", () -> check("365d", engine(uniform, four("365d"))),
            "twice", () -> check("twice", engine(twice, four("365d")))),
        "once",
        "twice");
  }

  private void skew() throws Exception {
    WindowData hot = uniform.hot(30);
    compare(
        "One key with 30%% of events and rows, 365d, %s".formatted(uniform),
        Map.of(
            "uniform", () -> check("365d", engine(uniform, four("365d"))),
            "hot", () -> check("hot", engine(hot, four("365d")))),
        "uniform",
        "hot");
  }

  private void columns() throws Exception {
    compare(
        "Number of columns, %s".formatted(uniform),
        Map.of(
            "1 column", () -> check("1 column", engine(uniform, thirty(1))),
            "30 columns", () -> check("30 columns", engine(uniform, thirty(30)))),
        "1 column",
        "30 columns");
  }

  /** To be run in a heap too small for the events of the one key that has most of them. */
  private void memory() throws Exception {
    WindowData once = uniform.hot(90);
    WindowData twice = once.twice();
    WindowData fourTimes = twice.twice();
    compare(
        "One key with 90%% of events and rows, 365d, %s, a heap of %,d MB"
            .formatted(once, Runtime.getRuntime().maxMemory() >> 20),
        Map.of(
            "once", () -> check("hot once", engine(once, four("365d"))),
            "twice", () -> check("hot twice", engine(twice, four("365d"))),
            "four times", () -> check("hot four times", engine(fourTimes, four("365d"))),
            "four times, in an hour",
                () -> check("crowded", engine(fourTimes.inAnHour(), four("365d")))),
        "once",
        "twice",
        "four times",
        "four times, in an hour");
  }

  private void compare(String title, Map<String, Comparison.Work> works, String... order)
      throws Exception {
    Comparison comparison = new Comparison(title, rounds);
    for (String name : order) {
      comparison.alternative(name, works.get(name));
    }
    comparison.run();
  }

  /** Folds all values of all rows to one number, which must be that of whoever came first. */
  private void check(String question, Dataset<Row> answers) {
    String all =
        String.join(
            ", ",
            new TreeSet<>(List.of(answers.columns())).stream().map(c -> "`" + c + "`").toList());
    String found =
        answers
            .selectExpr("sum(cast(xxhash64(%s) as decimal(38,0)))".formatted(all), "count(*)")
            .collectAsList()
            .toString();
    String first = checksums.putIfAbsent(question, found);
    if (first != null && !first.equals(found)) {
      throw new IllegalStateException("%s: %s is not %s".formatted(question, found, first));
    }
  }

  private Dataset<Row> engine(WindowData data, String columns) throws IOException {
    String definition =
        """
        features.windows {
          version = 1, timezone = "UTC"
          spine { table = spine, row_id = id, keys { k = bigint }, date = day, as_of = at }
          sources.events { table = events, event_time = ts, delay = 0s, keys { k = k } }
          columns { %s }
        }
        """
            .formatted(columns);
    Path file = Files.createTempFile("windows", ".conf");
    FeatureSet set = Definitions.read(Files.writeString(file, definition));
    Files.delete(file);
    Dataset<Row> rows =
        new FeatureEngine()
            .rows(set, table -> spark.read().parquet(data.in(spark, table)), FIRST, LAST);
    return rows.withColumnRenamed(FeatureRows.ROW_ID, "id")
        .drop(FeatureRows.DATE, FeatureRows.AS_OF, FeatureRows.BREACHES, FeatureRows.FLAGS);
  }

  private static String four(String window) {
    return column("sum(n)", window, "sum_" + window)
        + column("count(n)", window, "count_" + window)
        + column("avg(n)", window, "avg_" + window)
        + column("max(n)", window, "max_" + window);
  }

  private static String thirty(int columns) {
    StringBuilder text = new StringBuilder();
    List<String> functions =
        List.of("sum(n)", "count(n)", "avg(n)", "max(n)", "min(n)", "stddev(n)");
    List<String> windows = List.of("365d", "180d", "90d", "30d", "7d");
    for (int i = 0; i < columns; i++) {
      text.append(
          column(functions.get(i % functions.size()), windows.get(i / functions.size()), "c" + i));
    }
    return text.toString();
  }

  private static String column(String aggregate, String window, String name) {
    return "%s { from = events, agg = \"%s\", window = %s, %s }\n"
        .formatted(
            name,
            aggregate,
            window,
            aggregate.startsWith("count")
                ? "empty = 0, type = int64, missing = reject"
                : "type = float64, missing = keep");
  }

  /** The start of the window is worked out once a row, not for each pair, which costs it less. */
  private Dataset<Row> rangeJoin(WindowData data, int days) {
    view(data);
    return spark.sql(
        """
        select id, %s
        from (select *, at - interval '%d' hour as since from spine) asked left join events
          on asked.k = events.k and ts < at and ts >= since
        group by id
        """
            .formatted(values(days, ""), days * 24));
  }

  private Dataset<Row> frames(WindowData data, int days) {
    view(data);
    return spark.sql(
        """
        select id, sum_%1$dd, count_%1$dd, avg_%1$dd, max_%1$dd from (
          select id, %2$s
          from (select k, unix_micros(ts) as t, n, null as id from events
                union all select k, unix_micros(at), null, id from spine)
          window w as (partition by k order by t range between %3$d preceding and 1 preceding))
        where id is not null
        """
            .formatted(days, values(days, "over w"), days * 86_400_000_000L));
  }

  private static String values(int days, String over) {
    return """
    cast(sum(n) %2$s as double) as sum_%1$dd, count(n) %2$s as count_%1$dd,
    avg(n) %2$s as avg_%1$dd, cast(max(n) %2$s as double) as max_%1$dd
    """
        .formatted(days, over);
  }

  private void view(WindowData data) {
    for (String table : List.of("spine", "events")) {
      spark.read().parquet(data.in(spark, table)).createOrReplaceTempView(table);
    }
  }

  private static int days(String window) {
    return Integer.parseInt(window.substring(0, window.length() - 1));
  }
}
