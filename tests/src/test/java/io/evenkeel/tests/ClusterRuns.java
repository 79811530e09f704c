package io.evenkeel.tests;

import io.evenkeel.job.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * A standalone cluster of two workers while a class of tests lasts, and runs of a small lakehouse
 * that are submitted to it.
 */
final class ClusterRuns extends ExternalResource {
  /** One day is too short for the optimising compiler. */
  private static final String QUICK =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -Duser.timezone=UTC";

  private final TemporaryFolder folder = new TemporaryFolder();
  private Optional<SmallLakehouse> shared = Optional.empty();
  private Optional<StandaloneCluster> cluster = Optional.empty();

  @Override
  protected void before() throws Throwable {
    folder.create();
    shared = Optional.of(SmallLakehouse.in(newFolder("shared")));
    cluster =
        Optional.of(
            StandaloneCluster.start(
                SparkDistribution.installed(), newFolder("spark"), "one", "two"));
  }

  @Override
  protected void after() {
    cluster.ifPresent(StandaloneCluster::close);
    folder.delete();
  }

  /** Returns the lakehouse that every node sees. */
  SmallLakehouse shared() {
    return shared.orElseThrow();
  }

  StandaloneCluster cluster() {
    return cluster.orElseThrow();
  }

  /** Returns a new folder beside that lakehouse. */
  Path newFolder(String name) throws IOException {
    return folder.newFolder(name).toPath();
  }

  /** Submits a run of a day and waits for its end. */
  Finished submit(String mode, LocalDate day, String... more) {
    return submit(mode, command(SmallLakehouse.MODEL, day, shared().given()), more);
  }

  /** Submits a run of a day's reviews in client mode and waits for its end. */
  Finished submit(ReviewsLakehouse reviews) {
    return submit(
        "client",
        command(ReviewsLakehouse.MODEL, ReviewsLakehouse.DAY, reviews.given()),
        "--driver-java-options",
        QUICK);
  }

  private Finished submit(String mode, List<String> command, String... more) {
    Path log = shared().home().resolve(mode + ".log");
    List<String> options = new ArrayList<>(options(mode));
    options.addAll(List.of(more));
    return SparkDistribution.installed().submit(log, options, command);
  }

  /** Submits a run of a day in client mode, and does not wait. */
  Process submitted(Path log, LocalDate day, String... more) throws IOException {
    List<String> options = new ArrayList<>(options("client"));
    options.addAll(List.of("--driver-java-options", QUICK));
    options.addAll(List.of(more));
    return SparkDistribution.installed()
        .submitted(log, options, command(SmallLakehouse.MODEL, day, shared().given()));
  }

  /** Returns what the same day's scores are in one JVM, in a lakehouse of its own. */
  static List<Row> inOneJvm(Path folder, LocalDate day) throws IOException {
    SmallLakehouse other = SmallLakehouse.in(folder);
    var unused = other.score(day, Map.of(), Journal.SILENT);
    return other.scores(day);
  }

  /** Returns the file in which a run tells its end. */
  Path result(LocalDate day) {
    return shared().home().resolve(day + ".json");
  }

  private List<String> options(String mode) {
    List<String> options = new ArrayList<>(List.of("--master", cluster().url()));
    options.addAll(List.of("--deploy-mode", mode));
    Path profile = Checkout.root().resolve("conf/spark-standalone.properties");
    options.addAll(List.of("--properties-file", profile.toString()));
    small().forEach((key, value) -> options.addAll(List.of("--conf", key + "=" + value)));
    return options;
  }

  private List<String> command(String model, LocalDate day, Map<String, String> given) {
    List<String> command = new ArrayList<>(List.of("score", "--model", model));
    command.addAll(List.of("--date", day.toString(), "--result-json", result(day).toString()));
    given.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    return command;
  }

  /** One executor on each worker, and no more compiling, files and tasks than one day needs. */
  private static Map<String, String> small() {
    return Map.of(
        "spark.executor.extraJavaOptions", QUICK,
        "spark.driver.memory", "1g",
        "spark.executor.memory", "1g",
        "spark.executor.cores", "1",
        "spark.cores.max", "2",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", "2",
        "spark.databricks.delta.snapshotPartitions", "2");
  }
}
