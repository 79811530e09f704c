package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.job.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code spark-submit} of the one jar to a standalone cluster of real processes. */
public class ClusterTest {
  private static final LocalDate IN_CLIENT_MODE = SmallLakehouse.FIRST;
  private static final LocalDate IN_CLUSTER_MODE = SmallLakehouse.FIRST.plusDays(1);

  /** One day is too short for the optimising compiler. */
  private static final String QUICK =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -Duser.timezone=UTC";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static SmallLakehouse shared;
  private static SmallLakehouse alone;
  private static StandaloneCluster cluster;

  @BeforeClass
  public static void startTheCluster() throws IOException, InterruptedException {
    shared = SmallLakehouse.in(FOLDER.newFolder("shared").toPath());
    alone = SmallLakehouse.in(FOLDER.newFolder("alone").toPath());
    Path folder = FOLDER.newFolder("spark").toPath();
    cluster = StandaloneCluster.start(SparkDistribution.installed(), folder, "one", "two");
  }

  @AfterClass
  public static void stopTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  public void clusterModeRunsTheDriverOnAWorkerAndTellsItsEndInTheResultFile() throws IOException {
    Finished ended = submit("cluster", IN_CLUSTER_MODE);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).doesNotContain("keys ok");
    assertPublished(IN_CLUSTER_MODE);
    assertThat(shared.scores(IN_CLUSTER_MODE))
        .hasSize(SmallLakehouse.ROWS)
        .isEqualTo(inOneJvm(IN_CLUSTER_MODE));
  }

  @Test
  public void clientModeScoresOnBothWorkersWhatOneJvmScoresThoughExecutorsAreKilledMeanwhile()
      throws Exception {
    Path log = shared.home().resolve("client.log");
    List<String> options = new ArrayList<>(options("client"));
    options.addAll(List.of("--conf", "spark.speculation=true"));
    options.addAll(List.of("--driver-java-options", QUICK));
    Process driver = SparkDistribution.installed().submitted(log, options, command(IN_CLIENT_MODE));
    int killed = 0;
    while (driver.isAlive() && killed < 2) {
      if (Files.readString(log).contains("plan  ")) {
        List<ProcessHandle> executors = cluster.runningOn("one");
        executors.forEach(ProcessHandle::destroyForcibly);
        killed += executors.size();
      }
      Thread.sleep(500);
    }
    int exitCode = driver.waitFor();
    String told = Files.readString(log);
    assertThat(exitCode).as(told).isZero();
    assertThat(killed).as("executors killed").isGreaterThanOrEqualTo(2);
    assertThat(told).contains("keys ok").contains("evenkeel.home=" + shared.home() + " (--conf)");
    assertThat(applicationsOn("one")).isNotEmpty().isEqualTo(applicationsOn("two"));
    assertPublished(IN_CLIENT_MODE);
    assertThat(shared.scores(IN_CLIENT_MODE))
        .hasSize(SmallLakehouse.ROWS)
        .isEqualTo(inOneJvm(IN_CLIENT_MODE));
  }

  private static void assertPublished(LocalDate day) throws IOException {
    JsonNode told = new ObjectMapper().readTree(Files.readString(result(day)));
    assertThat(told.path("exit_code").asInt(-1)).isZero();
    assertThat(told.path("rows_scored").asLong()).isEqualTo(SmallLakehouse.ROWS);
  }

  private static List<Row> inOneJvm(LocalDate day) {
    var unused = alone.score(day, Map.of(), Journal.SILENT);
    return alone.scores(day);
  }

  private static Finished submit(String mode, LocalDate day) {
    Path log = shared.home().resolve(mode + ".log");
    return SparkDistribution.installed().submit(log, options(mode), command(day));
  }

  private static List<String> options(String mode) {
    List<String> options = new ArrayList<>(List.of("--master", cluster.url()));
    options.addAll(List.of("--deploy-mode", mode));
    Path profile = Checkout.root().resolve("conf/spark-standalone.properties");
    options.addAll(List.of("--properties-file", profile.toString()));
    small().forEach((key, value) -> options.addAll(List.of("--conf", key + "=" + value)));
    return options;
  }

  private static List<String> command(LocalDate day) {
    List<String> command = new ArrayList<>(List.of("score", "--model", SmallLakehouse.MODEL));
    command.addAll(List.of("--date", day.toString(), "--result-json", result(day).toString()));
    shared.given().forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
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

  private static Path result(LocalDate day) {
    return shared.home().resolve(day + ".json");
  }

  /** Returns the applications that have had an executor on a worker. */
  private static Set<String> applicationsOn(String worker) throws IOException {
    try (Stream<Path> paths = Files.list(cluster.work(worker))) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("app-"))
          .collect(Collectors.toSet());
    }
  }
}
