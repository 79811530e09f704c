package io.evenkeel.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A transaction of one run on one Delta table that commits at most once, however often it is tried.
 *
 * <p>Delta leaves a write out, silently, where the table has seen the same or a later version of
 * the same application (delta-io/delta#5259); so no exception proves nothing, and every write here
 * ends with a look for its own run in the table's commits. A commit carries, as {@code
 * userMetadata}, the JSON object {@code {model, role, score_date, generation, run_id, ...}}.
 *
 * @param application such as {@code publish:<slot>}: versions count within it
 * @param version greater than every version that this one replaces
 * @param more what the commit carries besides its claim
 */
public record OnceOnly(String application, long version, Claim claim, Map<String, String> more) {
  private static final int ATTEMPTS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A commit that was read back.
   *
   * @param version the table's version with it
   * @param rows how many rows it wrote, as Delta counted them
   */
  public record Commit(long version, long rows) {}

  /** What is tried. */
  private interface Write {
    void run() throws Exception;
  }

  /** Copies the map. */
  public OnceOnly {
    more = Map.copyOf(more);
  }

  /**
   * Writes, and proves that the write is in the table. Conflicts with other writers are tried
   * again; they lose nothing, since a conflicting commit is not made.
   *
   * @param writer of the rows, with format, mode and options set but for the transaction's
   * @throws EvenkeelException with fault FENCED, if another run's version, the same or a later one,
   *     is in the table and this one is not; RETRYABLE, if the write failed
   */
  public Commit write(SparkSession spark, String path, DataFrameWriter<Row> writer) {
    return proved(
        spark,
        path,
        () ->
            writer
                .option("txnAppId", application)
                .option("txnVersion", version)
                .option("userMetadata", metadata())
                .save(path));
  }

  /**
   * As {@link #write}, with files that lie in the table's folder already instead of rows. Those of
   * a commit that is not made are not seen, and stay until the table is vacuumed.
   */
  public Commit replace(SparkSession spark, String path, PartitionFiles files) {
    return proved(spark, path, () -> files.commit(spark, path, application, version, metadata()));
  }

  private Commit proved(SparkSession spark, String path, Write write) {
    Failpoint.BEFORE_COMMIT.reached();
    for (int attempt = 1; ; attempt++) {
      Optional<Exception> failure = failure(write);
      Failpoint.AFTER_COMMIT.reached();
      Optional<Commit> commit = find(spark, path);
      if (commit.isPresent()) {
        return commit.get();
      }
      Exception cause = failure.orElseThrow(() -> fenced(path));
      if (attempt == ATTEMPTS || !(cause instanceof ConcurrentModificationException)) {
        throw failed(path, cause);
      }
    }
  }

  /** Returns the newest commit of this run in the table, or empty where there is none. */
  public Optional<Commit> find(SparkSession spark, String path) {
    try {
      CommitLog log = new CommitLog(spark.sparkContext().hadoopConfiguration(), path);
      for (long candidate : log.versions()) {
        Optional<JsonNode> info = log.info(candidate).filter(this::mine);
        if (info.isPresent()) {
          long rows = info.get().path("operationMetrics").path("numOutputRows").asLong();
          return Optional.of(new Commit(candidate, rows));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private boolean mine(JsonNode info) {
    try {
      JsonNode metadata = JSON.readTree(info.path("userMetadata").asText("{}"));
      return claim.fields().entrySet().stream()
          .allMatch(f -> metadata.path(f.getKey()).asText().equals(f.getValue().toString()));
    } catch (JsonProcessingException anotherWriter) {
      return false;
    }
  }

  /** Returns what went wrong; a failure after the commit was made is found by reading it back. */
  private static Optional<Exception> failure(Write write) {
    try {
      write.run();
      return Optional.empty();
    } catch (Exception e) { // Delta throws checked exceptions that its methods do not declare.
      return Optional.of(e);
    }
  }

  private String metadata() {
    Map<String, Object> metadata = new HashMap<>(claim.fields());
    metadata.putAll(more);
    return Sealed.of(metadata).json();
  }

  private EvenkeelException fenced(String path) {
    return EvenkeelException.of(
            Fault.FENCED,
            "%s left out version %d of %s, for it has that version of another run, or a later one"
                .formatted(path, version, application))
        .safe("The rows in the table are the other run's, whole.")
        .next("./evenkeel runs");
  }

  private static EvenkeelException failed(String path, Exception cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE, "Could not commit to %s: %s".formatted(path, cause.getMessage()))
        .safe("The table is as it was: a write without a commit is not seen.")
        .next("Run the same command again.")
        .causedBy(cause);
  }
}
