package io.evenkeel.job.doctor;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.cache.CacheGeneration;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
import io.evenkeel.stage.cache.CommittedPredictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * The cache of each model: whole, and serving the newest day that is published, unless an operator
 * took that back. What is missing is loaded from the predictions table.
 *
 * @param commits of the predictions table, newest first
 * @param predictions path of that table
 */
public record CachePointers(
    SparkSession spark, CacheStore cache, List<PublishedCommit> commits, String predictions)
    implements Examination {
  private static final String SUBJECT = "cache";
  private static final Comparator<PublishedCommit> ORDER =
      Comparator.comparing(CachePointers::generation);

  @Override
  public List<Finding> look() {
    Map<String, PublishedCommit> newest = new TreeMap<>();
    for (PublishedCommit commit : commits) {
      newest.merge(
          commit.claim().slot().model(), commit, (a, b) -> ORDER.compare(a, b) < 0 ? b : a);
    }
    List<Finding> findings = new ArrayList<>();
    newest.forEach((model, commit) -> findings.add(look(model, commit)));
    return findings.isEmpty()
        ? List.of(Finding.well(SUBJECT, "nothing is published yet"))
        : findings;
  }

  private Finding look(String model, PublishedCommit newest) {
    CacheStatus status;
    try {
      status = cache.verify(model);
    } catch (EvenkeelException failure) {
      String found =
          failure.fault() == Fault.USAGE
              ? "nothing of %s is cached; published is %s".formatted(model, generation(newest))
              : "the cache of %s is damaged: %s".formatted(model, failure.problems());
      return Finding.mendable(SUBJECT, found, () -> load(newest));
    }
    boolean behind = generation(newest).newerThan(status.current());
    boolean takenBack = status.rejected().equals(Optional.of(generation(newest)));
    if (behind && !takenBack) {
      return Finding.mendable(
          SUBJECT,
          "%s serves %s; published is %s".formatted(model, status.current(), generation(newest)),
          () -> load(newest));
    }
    return Finding.well(
        SUBJECT,
        "%s serves %s, %,d rows, whole%s"
            .formatted(
                model,
                status.current(),
                status.rows(),
                takenBack ? "; %s is taken back".formatted(generation(newest)) : ""));
  }

  private String load(PublishedCommit commit) {
    CacheStore.Outcome outcome =
        cache.publish(
            new CommittedPredictions(
                spark, predictions, commit.version(), commit.claim(), commit.rows()));
    return outcome == CacheStore.Outcome.LIVE
        ? "loaded %s from predictions@v%d".formatted(generation(commit), commit.version())
        : "left as it is: a newer day or generation is live";
  }

  private static CacheGeneration generation(PublishedCommit commit) {
    return new CacheGeneration(commit.claim().slot().scoreDate(), commit.claim().generation());
  }
}
