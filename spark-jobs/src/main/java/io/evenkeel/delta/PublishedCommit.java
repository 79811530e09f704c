package io.evenkeel.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A commit of a run, as {@link OnceOnly} made it and the table's log tells it.
 *
 * @param version the table's version with it
 * @param at when it was made, by the writer's clock
 * @param rows how many rows it wrote
 */
public record PublishedCommit(Claim claim, long version, Instant at, long rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns the commits of runs, newest first, as far back as the table keeps its log; none where
   * there is no table.
   *
   * @throws EvenkeelException with fault RETRYABLE, if the log can't be read
   */
  public static List<PublishedCommit> of(SparkSession spark, String path) {
    try {
      CommitLog log = new CommitLog(spark.sparkContext().hadoopConfiguration(), path);
      List<PublishedCommit> commits = new ArrayList<>();
      for (long version : log.versions()) {
        log.info(version).flatMap(info -> read(version, info)).ifPresent(commits::add);
      }
      return List.copyOf(commits);
    } catch (IOException e) {
      throw EvenkeelException.of(
              Fault.RETRYABLE, "Could not read the log of %s: %s".formatted(path, e.getMessage()))
          .safe("nothing was changed")
          .next("check the store, then run the same command")
          .causedBy(e);
    }
  }

  /** Commits of other writers, OPTIMIZE for one, name no run. */
  private static Optional<PublishedCommit> read(long version, JsonNode info) {
    try {
      JsonNode told = JSON.readTree(info.path("userMetadata").asText("{}"));
      Claim claim =
          new Claim(
              new Slot(
                  told.path("model").asText(),
                  told.path("role").asText(),
                  LocalDate.parse(told.path("score_date").asText())),
              new Generation(told.path("generation").asInt()),
              new RunId(told.path("run_id").asText()));
      return Optional.of(
          new PublishedCommit(
              claim,
              version,
              Instant.ofEpochMilli(info.path("timestamp").asLong()),
              info.path("operationMetrics").path("numOutputRows").asLong()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
