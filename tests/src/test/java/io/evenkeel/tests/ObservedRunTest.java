package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a scoring run tells besides its tables, read by the programs that it is told to. */
public class ObservedRunTest {
  private static final LocalDate DONE = SmallLakehouse.FIRST;
  private static final LocalDate HELD = DONE.plusDays(1);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Set<String> DESCRIPTIONS = new ConcurrentSkipListSet<>();
  private static final List<String> UNDELIVERED = new ArrayList<>();
  private static SmallLakehouse small;
  private static Observatory observatory;
  private static ScoreResult done;

  @BeforeClass
  public static void scoreADayAndHoldAnother()
      throws IOException, InterruptedException, TimeoutException {
    small = SmallLakehouse.in(FOLDER.newFolder("home").toPath());
    observatory = Observatory.started(FOLDER.newFile().toPath());
    SparkListener descriptions =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            Object given = job.properties().get("spark.job.description");
            DESCRIPTIONS.add(String.valueOf(given));
          }
        };
    TestSpark.session().sparkContext().addSparkListener(descriptions);
    done = score(DONE, observed());
    TestSpark.session().sparkContext().listenerBus().waitUntilEmpty();
    TestSpark.session().sparkContext().removeSparkListener(descriptions);
    Map<String, String> strict = new TreeMap<>(observed());
    strict.put("evenkeel.score.max_quarantine_percent", "0");
    small.breakOneRow(HELD);
    assertThatThrownBy(() -> score(HELD, strict)).isInstanceOf(EvenkeelException.class);
  }

  @AfterClass
  public static void stop() {
    observatory.close();
  }

  @Test
  public void aPushgatewayTakesTheMetricsOfARunThatIsDoneAndOfOneThatIsHeld() throws IOException {
    List<JsonNode> put = accepted("/metrics/job/evenkeel/model/visits/role/champion");
    assertThat(put).hasSize(2);
    assertThat(value(put.get(0), "evenkeel_run_success")).isEqualTo(1);
    assertThat(value(put.get(0), "evenkeel_run_rows", "in")).isEqualTo(SmallLakehouse.ROWS);
    assertThat(value(put.get(0), "evenkeel_run_rows", "scored")).isEqualTo(SmallLakehouse.ROWS);
    assertThat(value(put.get(0), "evenkeel_run_score_date_seconds"))
        .isEqualTo(DONE.toEpochDay() * 86_400.0);
    assertThat(value(put.get(1), "evenkeel_run_success")).isZero();
    assertThat(value(put.get(1), "evenkeel_run_rows", "quarantined")).isEqualTo(1);
    assertThat(value(put.get(1), "evenkeel_run_quarantined_rows")).isEqualTo(1);
  }

  @Test
  public void theCollectorsFileIsTheNewestRunsAndThereWhole() throws IOException {
    Path folder = small.home().resolve("metrics");
    Path file = folder.resolve("evenkeel_visits_champion.prom");
    assertThat(Files.readString(file)).contains("evenkeel_run_success{").contains("2026-03-03");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  public void lineageTellsStartAndEndAndTheVersionsOfTables() throws IOException {
    List<JsonNode> events =
        accepted("/api/v1/lineage").stream().map(request -> request.path("body")).toList();
    assertThat(events.stream().map(event -> event.path("eventType").asText()))
        .containsExactly("START", "COMPLETE", "START", "FAIL");
    JsonNode start = events.get(0);
    JsonNode complete = events.get(1);
    assertThat(complete.at("/run/runId")).isEqualTo(start.at("/run/runId"));
    assertThat(names(start.path("inputs")))
        .containsExactly(small.table("sales").toString(), small.table("visits").toString());
    assertThat(names(complete.path("outputs")))
        .containsExactly(
            small.table("predictions").toString(), small.table("quarantine").toString());
    assertThat(complete.at("/outputs/0/outputFacets/outputStatistics/rowCount").asInt())
        .isEqualTo(SmallLakehouse.ROWS);
    assertThat(complete.at("/outputs/0/facets/version/datasetVersion").asText())
        .isEqualTo(String.valueOf(done.facts().get("predictions_version")));
    assertThat(events.get(3).at("/run/facets/errorMessage/message").asText())
        .contains("quarantine");
    assertThat(events.get(3).path("outputs")).isEmpty();
  }

  /** What reads the events is no reader of everything. */
  @Test
  public void anEventThatIsNotOfTheSchemaIsRefused() throws IOException, InterruptedException {
    String complete = Files.readAllLines(small.home().resolve("lineage.jsonl")).get(1);
    String rows = "\"rowCount\":" + SmallLakehouse.ROWS;
    assertThat(complete).contains(rows).contains("\"runId\"");
    assertThat(answerTo(complete.replace(rows, "\"rowCount\":\"sixty\""))).contains("rowCount");
    assertThat(answerTo(complete.replace("\"runId\"", "\"id\""))).contains("'id'");
  }

  private static String answerTo(String event) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(observatory.address() + "/api/v1/lineage"))
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    return answer.body();
  }

  @Test
  public void theFileHasTheSameEventsOneALine() throws IOException {
    List<JsonNode> written = new ArrayList<>();
    for (String line : Files.readAllLines(small.home().resolve("lineage.jsonl"))) {
      written.add(new ObjectMapper().readTree(line));
    }
    assertThat(written)
        .isEqualTo(
            accepted("/api/v1/lineage").stream().map(request -> request.path("body")).toList());
  }

  @Test
  public void aServerThatIsAwayIsToldAndHoldsNoRun() throws IOException {
    UNDELIVERED.clear();
    Map<String, String> away = Map.of("evenkeel.observe.metrics.pushgateway", "http://127.0.0.1:1");
    assertThat(score(DONE.plusDays(2), away).facts().get("rows_scored")).isNotNull();
    assertThat(UNDELIVERED).hasSize(1).allMatch(told -> told.contains("127.0.0.1:1"));
  }

  @Test
  public void theSparkJobsOfEachStepNameModelDayAndStep() {
    // Delta puts words of its own before and after the name, and names what it does in threads of
    // its own otherwise, or not at all.
    Pattern name = Pattern.compile("(?:Delta: )*visits %s: (\\w+)(?:: .*)?".formatted(DONE));
    Set<String> steps = new TreeSet<>();
    for (String description : DESCRIPTIONS) {
      Matcher named = name.matcher(description);
      if (named.matches()) {
        steps.add(named.group(1));
      }
    }
    assertThat(steps)
        .contains("spine", "features", "score", "audit", "publish", "cache", "drift", "record");
  }

  private static ScoreResult score(LocalDate day, Map<String, String> more) {
    return small.score(day, more, new Told());
  }

  private static Map<String, String> observed() throws IOException {
    return Map.of(
        "evenkeel.observe.metrics.folder", small.home().resolve("metrics").toString(),
        "evenkeel.observe.metrics.pushgateway", observatory.address(),
        "evenkeel.observe.lineage.file", small.home().resolve("lineage.jsonl").toString(),
        "evenkeel.observe.lineage.url", observatory.address() + "/api/v1/lineage");
  }

  private static List<JsonNode> accepted(String path) throws IOException {
    return observatory.accepted().stream()
        .filter(request -> request.path("path").asText().equals(path))
        .toList();
  }

  private static List<String> names(JsonNode datasets) {
    List<String> names = new ArrayList<>();
    datasets.forEach(dataset -> names.add(dataset.path("name").asText()));
    return names;
  }

  private static double value(JsonNode request, String metric) {
    return sample(request, metric, Optional.empty());
  }

  private static double value(JsonNode request, String metric, String label) {
    return sample(request, metric, Optional.of(label));
  }

  /** Returns the value of a metric's sample, NaN where there is none. */
  private static double sample(JsonNode request, String metric, Optional<String> label) {
    for (JsonNode sample : request.path("body")) {
      boolean named = sample.path("name").asText().equals(metric);
      String labels = sample.path("labels").toString();
      if (named && label.map(value -> labels.contains("\"%s\"".formatted(value))).orElse(true)) {
        return sample.path("value").asDouble();
      }
    }
    return Double.NaN;
  }

  /** Keeps what could not be delivered. */
  private static final class Told implements Journal {
    @Override
    public void step(String step, String sentence, Map<String, ?> facts) {
      if (step.equals("observe")) {
        UNDELIVERED.add(sentence);
      }
    }

    @Override
    public Watch watch(SparkSession spark, String step) {
      return () -> {};
    }
  }
}
