package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.job.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.ClassRule;
import org.junit.Test;

/** {@code spark-submit} of the one jar to a standalone cluster of real processes. */
public class ClusterTest {
  private static final LocalDate IN_CLIENT_MODE = SmallLakehouse.FIRST;
  private static final LocalDate IN_CLUSTER_MODE = SmallLakehouse.FIRST.plusDays(1);

  private static final int TEXTS = 40;

  @ClassRule public static final ClusterRuns RUNS = new ClusterRuns();

  @Test
  public void clusterModeRunsTheDriverOnAWorkerAndTellsItsEndAndTheGpuThatIsNotThere()
      throws IOException {
    Finished ended =
        RUNS.submit(
            "cluster",
            IN_CLUSTER_MODE,
            "--conf",
            "spark.executor.resource.gpu.amount=1",
            "--conf",
            "spark.task.resource.gpu.amount=1");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).doesNotContain("keys ok");
    assertPublished(IN_CLUSTER_MODE);
    JsonNode told = new ObjectMapper().readTree(Files.readString(RUNS.result(IN_CLUSTER_MODE)));
    assertThat(told.path("provider").asText()).isEqualTo("cpu");
    assertThat(told.path("gpu_refusal").asText())
        .startsWith("GPU %s does not take the model: ".formatted(StandaloneCluster.GPU));
    assertThat(RUNS.shared().scores(IN_CLUSTER_MODE))
        .hasSize(SmallLakehouse.ROWS)
        .isEqualTo(inOneJvm(IN_CLUSTER_MODE));
  }

  @Test
  public void clientModeScoresOnBothWorkersWhatOneJvmScoresThoughExecutorsAreKilledMeanwhile()
      throws Exception {
    Path log = RUNS.shared().home().resolve("client.log");
    Process driver = RUNS.submitted(log, IN_CLIENT_MODE, "--conf", "spark.speculation=true");
    int killed = 0;
    while (driver.isAlive() && killed < 2) {
      if (Files.readString(log).contains("plan  ")) {
        List<ProcessHandle> executors = RUNS.cluster().runningOn("one");
        executors.forEach(ProcessHandle::destroyForcibly);
        killed += executors.size();
      }
      Thread.sleep(500);
    }
    int exitCode = driver.waitFor();
    String told = Files.readString(log);
    assertThat(exitCode).as(told).isZero();
    assertThat(killed).as("executors killed").isGreaterThanOrEqualTo(2);
    assertThat(told)
        .contains("keys ok")
        .contains("evenkeel.home=" + RUNS.shared().home() + " (--conf)");
    assertThat(applicationsOn("one")).isNotEmpty().isEqualTo(applicationsOn("two"));
    assertPublished(IN_CLIENT_MODE);
    assertThat(RUNS.shared().scores(IN_CLIENT_MODE))
        .hasSize(SmallLakehouse.ROWS)
        .isEqualTo(inOneJvm(IN_CLIENT_MODE));
  }

  @Test
  public void textsBecomeTheSameVectorsOnTheWorkersAsInOneJvm() throws Exception {
    List<String> texts =
        IntStream.range(0, TEXTS).mapToObj(i -> "Flight number %d was late".formatted(i)).toList();
    ReviewsLakehouse reviews = ReviewsLakehouse.in(RUNS.newFolder("reviews"), texts);
    Finished ended = RUNS.submit(reviews);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("keys ok");
    ReviewsLakehouse alone = ReviewsLakehouse.in(RUNS.newFolder("reviews-alone"), texts);
    var unused = alone.score(Journal.SILENT);
    assertThat(reviews.vectors()).hasSize(TEXTS).isEqualTo(alone.vectors());
  }

  private static void assertPublished(LocalDate day) throws IOException {
    JsonNode told = new ObjectMapper().readTree(Files.readString(RUNS.result(day)));
    assertThat(told.path("exit_code").asInt(-1)).isZero();
    assertThat(told.path("rows_scored").asLong()).isEqualTo(SmallLakehouse.ROWS);
  }

  private static List<Row> inOneJvm(LocalDate day) throws IOException {
    return ClusterRuns.inOneJvm(RUNS.newFolder("alone-" + day), day);
  }

  /** Returns the applications that have had an executor on a worker. */
  private static Set<String> applicationsOn(String worker) throws IOException {
    try (Stream<Path> paths = Files.list(RUNS.cluster().work(worker))) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("app-"))
          .collect(Collectors.toSet());
    }
  }
}
