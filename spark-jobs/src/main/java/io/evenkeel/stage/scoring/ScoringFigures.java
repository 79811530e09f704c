package io.evenkeel.stage.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sum;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the tasks of a run scored, from what they staged beside their rows.
 *
 * @param rows rows with a score
 * @param batches batches of rows
 * @param readSeconds time of all tasks together in which they waited for their rows; what the plan
 *     computes in the same stage is part of it
 * @param modelSeconds time of all tasks together in which the model ran
 * @param taskSeconds time of all tasks together, from their first row to their last
 * @param batchMillis the median, 95% and 99% point of the time of a batch, from filling the model's
 *     input to having its scores, in milliseconds, each within 3.2%
 * @param batchRows greatest number of rows in a batch
 * @param threads of the model in one task
 * @param peakBytes greatest memory of a process that scored; 0 where it is not known
 * @param providers what ran the model: {@code cpu}, {@code cuda}
 * @param runtime name and version of what ran it
 * @param texts empty for a model that takes no text
 */
public record ScoringFigures(
    long rows,
    long batches,
    double readSeconds,
    double modelSeconds,
    double taskSeconds,
    BatchMillis batchMillis,
    int batchRows,
    int threads,
    long peakBytes,
    String providers,
    String runtime,
    Optional<TextFigures> texts) {
  private static final double NANOS = 1e9;
  private static final double SECONDS_OF_AN_HOUR = 3600;
  private static final double MILLION = 1e6;

  /**
   * Points of the distribution of batch times, in milliseconds.
   *
   * @param p50 half of the batches took no longer
   */
  public record BatchMillis(double p50, double p95, double p99) {}

  /**
   * Adds up what tasks staged. The driver receives one row for each position of their figures.
   *
   * @param tasks staged rows that tell how a task scored
   * @return empty where no task had a row
   */
  public static Optional<ScoringFigures> of(Dataset<Row> tasks) {
    long[] sums = new long[TaskFigures.FIRST_BUCKET + TaskFigures.BUCKETS];
    long[] most = new long[sums.length];
    tasks
        .select(posexplode(col("profile_counts")))
        .groupBy("pos")
        .agg(sum("col"), max("col"))
        .collectAsList()
        .forEach(
            row -> {
              sums[row.getInt(0)] = row.getLong(1);
              most[row.getInt(0)] = row.getLong(2);
            });
    if (sums[TaskFigures.BATCHES] == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ScoringFigures(
            sums[TaskFigures.ROWS],
            sums[TaskFigures.BATCHES],
            sums[TaskFigures.READ] / NANOS,
            sums[TaskFigures.MODEL] / NANOS,
            sums[TaskFigures.TASK] / NANOS,
            new BatchMillis(millis(sums, 0.5), millis(sums, 0.95), millis(sums, 0.99)),
            (int) most[TaskFigures.BATCH_ROWS],
            (int) most[TaskFigures.THREADS],
            most[TaskFigures.PEAK_BYTES],
            distinct(tasks, "class"),
            distinct(tasks, "value"),
            texts(sums)));
  }

  private static Optional<TextFigures> texts(long[] sums) {
    return sums[TaskFigures.TEXTS] == 0
        ? Optional.empty()
        : Optional.of(
            new TextFigures(
                sums[TaskFigures.TOKENS_FED],
                sums[TaskFigures.TOKENS],
                sums[TaskFigures.CUT_ROWS],
                sums[TaskFigures.TOKENIZER] / NANOS));
  }

  private static String distinct(Dataset<Row> tasks, String column) {
    return tasks.select(column).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Returns the middle of the bucket in which the batch of that rank is. */
  private static double millis(long[] figures, double share) {
    long rank = (long) Math.ceil(share * figures[TaskFigures.BATCHES]);
    int bucket = 0;
    long before = figures[TaskFigures.FIRST_BUCKET];
    while (before < rank && bucket < TaskFigures.BUCKETS - 1) {
      before += figures[TaskFigures.FIRST_BUCKET + ++bucket];
    }
    double middle = (TaskFigures.bucketStart(bucket) + TaskFigures.bucketStart(bucket + 1)) / 2;
    return middle / MILLION;
  }

  /**
   * Returns how near the tasks came to the speed of what is underneath them, in percent: the time
   * in which rows were read and the model ran, of all the time that they took. The rest is copying,
   * counting the profile, and writing.
   */
  public double percentOfAttainable() {
    return 100 * (readSeconds + modelSeconds) / taskSeconds;
  }

  /**
   * Returns what a million predictions cost.
   *
   * @param coreHour price of a core for an hour; each task occupies as many cores as the model has
   *     threads
   * @param gpuHour price of the share of a GPU that a task occupies, for an hour; 0 for none
   */
  public double costOfAMillion(double coreHour, double gpuHour) {
    double hours = taskSeconds / SECONDS_OF_AN_HOUR;
    return rows == 0 ? 0 : hours * (threads * coreHour + gpuHour) * MILLION / rows;
  }

  /** Returns what a run's record says of these, by the names of the columns of the runs table. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model_seconds", modelSeconds);
    facts.put("read_seconds", readSeconds);
    facts.put("task_seconds", taskSeconds);
    facts.put("batch_ms_p50", batchMillis.p50());
    facts.put("batch_ms_p95", batchMillis.p95());
    facts.put("batch_ms_p99", batchMillis.p99());
    facts.put("batch_rows", batchRows);
    facts.put("model_threads", threads);
    facts.put("provider", providers);
    facts.put("onnx_runtime", runtime);
    facts.put("percent_of_attainable", percentOfAttainable());
    if (peakBytes > 0) {
      facts.put("peak_memory_bytes", peakBytes);
    }
    texts.ifPresent(found -> facts.putAll(found.facts()));
    return facts;
  }
}
