package io.evenkeel.job.chaos;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/**
 * A scratch warehouse whose runs are harmed one after the other. After each harm the day is scored
 * again, as a scheduler would, and everything that was promised is checked.
 *
 * <p>Not thread-safe.
 */
final class Chaos {
  private static final int RETRIES = 3;

  private final SparkSession spark;
  private final ScratchWarehouse warehouse;
  private final Scene scene;
  private final Clock clock;
  private final HistoryCheck check;
  private long round;

  private Chaos(SparkSession spark, ScratchWarehouse warehouse, Scene scene, Clock clock) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.scene = scene;
    this.clock = clock;
    Map<LocalDate, DayDigest> clean = new LinkedHashMap<>();
    for (LocalDate day : warehouse.days()) {
      score(day);
      clean.put(day, DayDigest.of(spark, warehouse, day));
    }
    this.check = new HistoryCheck(spark, warehouse, clean);
  }

  /**
   * Fills an empty folder, and scores each day once without a fault.
   *
   * @param commandLine the main class of the command line, by which runs are started
   */
  static Chaos in(Path folder, SparkSession spark, String commandLine, Random random, Clock clock)
      throws IOException {
    ScratchWarehouse warehouse = ScratchWarehouse.create(spark, folder);
    return new Chaos(spark, warehouse, new Scene(warehouse, commandLine, random), clock);
  }

  /**
   * Injects one fault.
   *
   * @return what came of it
   * @throws EvenkeelException with fault INTERNAL, naming every promise that is broken
   */
  String round(Injection injection) throws IOException, InterruptedException {
    round++;
    warehouse.touch(spark, round);
    List<String> broken = new ArrayList<>();
    String came = "";
    try {
      came = injection.into(scene);
      score(warehouse.newest());
      broken.addAll(check.broken());
    } catch (Injection.BrokenPromise promise) {
      broken.add(String.valueOf(promise.getMessage()));
    }
    if (!broken.isEmpty()) {
      broken.add(0, "Round %d, %s: %s".formatted(round, injection.what(), came));
      throw EvenkeelException.of(Fault.INTERNAL, broken)
          .safe("only the scratch warehouse was touched; it is kept as it is")
          .next("look at " + warehouse.folder() + ", and report this with the seed");
    }
    return came;
  }

  /** Scores a day as a scheduler does: again, where it may succeed if repeated. */
  private void score(LocalDate day) {
    ScoreJob job = new ScoreJob(spark, warehouse.settings(), Journal.SILENT, clock);
    ScoreRequest request =
        new ScoreRequest(ScratchWarehouse.MODEL, OptionalInt.empty(), day, /* allowEmpty= */ false);
    for (int attempt = 1; ; attempt++) {
      try {
        var unused = job.run(request);
        return;
      } catch (EvenkeelException failure) {
        if (failure.fault() != Fault.RETRYABLE || attempt == RETRIES) {
          throw failure;
        }
      }
    }
  }
}
