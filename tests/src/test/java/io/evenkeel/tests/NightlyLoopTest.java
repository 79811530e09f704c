package io.evenkeel.tests;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CachedPrediction;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.training.ExportManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.Test;

/** One day of real flights through the whole loop, with the committed model. */
public class NightlyLoopTest {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();
  private static final Settings SETTINGS = LAKEHOUSE.settings(Map.of());

  private static ScoreResult scored;
  private static Path export;

  @BeforeClass
  public static void scoreTheDayAndExportIt() {
    scored = LAKEHOUSE.score(DAY);
    export = LAKEHOUSE.export(DAY);
  }

  @Test
  public void everyScheduledFlightGetsExactlyOneOutcome() {
    long scheduled = LAKEHOUSE.table("schedule").where("flight_date = DATE'2013-07-04'").count();
    Row run = LAKEHOUSE.table("runs").where(col("run_id").equalTo(scored.runId())).first();
    assertThat(scheduled).isEqualTo(737);
    assertThat(run.<Long>getAs("rows_in")).isEqualTo(scheduled);
    assertThat(run.<Long>getAs("rows_scored") + run.<Long>getAs("rows_quarantined"))
        .isEqualTo(scheduled);
    assertThat(predictions().select("row_id").distinct().count())
        .isEqualTo(run.<Long>getAs("rows_scored"));
    assertThat(run.<String>getAs("state")).isEqualTo("DONE");
  }

  @Test
  public void scoringTheDayAgainLeavesOneResult() {
    long before = predictions().count();
    ScoreResult again = LAKEHOUSE.score(DAY);
    assertThat(again.alreadyDone()).isTrue();
    assertThat(again.runId()).isEqualTo(scored.runId());
    assertThat(predictions().count()).isEqualTo(before);
    assertThat(predictions().select("generation").distinct().count()).isEqualTo(1);
  }

  @Test
  public void anotherReaderAndPythonOnnxRuntimeAgreeOnTheScores() throws IOException {
    String told =
        PythonEnvironment.installed()
            .run(
                "compare_scores.py",
                "--export=" + export.resolve("data"),
                "--artifact=" + SETTINGS.folders().models().resolve("flight_delay/1"),
                "--predictions=" + SETTINGS.folders().tables().resolve("predictions"),
                "--model=flight_delay",
                "--date=" + DAY);
    JsonNode compared = new ObjectMapper().readTree(told);
    assertThat(compared.get("published").asLong()).isEqualTo(737);
    assertThat(compared.get("compared").asLong())
        .as("flights of the day that were not cancelled or diverted")
        .isEqualTo(compared.get("exported").asLong())
        .isGreaterThan(700);
    assertThat(compared.get("distinct_scores").asLong()).isGreaterThan(500);
    assertThat(compared.get("largest_difference").asDouble()).isLessThanOrEqualTo(1e-6);
  }

  @Test
  public void exportAndScoringSeeTheSameBits() {
    FeatureSet set = Definitions.named(SETTINGS.folders().definitions(), FlightLakehouse.MODEL);
    Dataset<Row> exported =
        bits(LAKEHOUSE.spark().read().format("delta").load(export.resolve("data").toString()), set);
    Dataset<Row> scoring =
        bits(new FeatureEngine().rows(set, LAKEHOUSE::table, DAY, DAY), set).cache();
    assertThat(exported.count()).isGreaterThan(700);
    assertThat(exported.exceptAll(scoring).collectAsList()).isEmpty();
    assertThat(scoring.exceptAll(exported).count()).isEqualTo(737 - exported.count());
  }

  @Test
  public void theModelWasGivenWhatAnExportHolds() {
    Row run = LAKEHOUSE.table("runs").where(col("run_id").equalTo(scored.runId())).first();
    assertThat(run.<Long>getAs("parity_rows")).isEqualTo(737);
    assertThat(run.<Long>getAs("parity_cells")).isEqualTo(737L * 48);
    assertThat(run.<Long>getAs("parity_differing_cells")).isZero();
    assertThat(run.<Long>getAs("parity_absent_rows")).isZero();
    assertThat(run.getJavaMap(run.fieldIndex("short_history"))).isEmpty();
  }

  @Test
  public void theExportWasTriedForLeaks() {
    Map<String, Object> checks = ExportManifest.read(export).orElseThrow().checks();
    assertThat(checks.get("future_noise")).asString().contains("differing_values=0, rows=200");
    assertThat(checks.get("single_features")).asString().contains("suspects={}");
  }

  @Test
  public void theCacheServesWhatTheTableHolds() {
    // Other tests of this JVM may have scored a later day, which is what the cache serves then.
    List<Row> published =
        LAKEHOUSE
            .table("predictions")
            .where(col("model").equalTo(FlightLakehouse.MODEL))
            .orderBy(col("score_date").desc(), col("row_id"))
            .limit(50)
            .collectAsList();
    try (PredictionCache cache =
        new RocksStore(SETTINGS.folders().cache()).reader(FlightLakehouse.MODEL)) {
      for (Row row : published) {
        CachedPrediction cached = cache.lookup(row.<String>getAs("row_id")).orElseThrow();
        assertThat(cached.score()).isEqualTo(row.<Double>getAs("score"));
        assertThat(cached.predictedClass()).contains(row.<String>getAs("class"));
      }
      assertThat(cache.lookup("2013-07-04-XX-1-EWR")).isEmpty();
    }
  }

  @Test
  public void everyFeatureAndThePredictionHavePsiKsAndJs() {
    long judged =
        LAKEHOUSE
            .table("drift_metric")
            .where(col("run_id").equalTo(scored.runId()))
            .where("metric in ('psi', 'js') and value is not null")
            .select("feature")
            .distinct()
            .count();
    FeatureSet set = Definitions.named(SETTINGS.folders().definitions(), FlightLakehouse.MODEL);
    assertThat(judged).isEqualTo(set.columns().size() + 1);
  }

  @Test
  public void theDriftPageStandsAlone() throws IOException {
    try (Stream<Path> pages = Files.walk(SETTINGS.folders().reports())) {
      Path page = pages.filter(file -> file.endsWith(DAY + ".html")).findFirst().orElseThrow();
      String html = Files.readString(page);
      assertThat(html).contains("<svg").contains("carrier_delay_7d").contains("July");
      assertThat(html).doesNotContain("<script").doesNotContainPattern("(src|href)=\"https?:");
    }
  }

  @Test
  public void everyColumnOfPredictionsIsCommented() {
    assertThat(LAKEHOUSE.table("predictions").schema().fields())
        .allSatisfy(field -> assertThat(field.getComment().isDefined()).as(field.name()).isTrue());
  }

  private static Dataset<Row> predictions() {
    return LAKEHOUSE
        .table("predictions")
        .where(col("model").equalTo(FlightLakehouse.MODEL))
        .where("score_date = DATE'2013-07-04'");
  }

  /** Row id, prediction moment and features, numbers by their exact bits. */
  private static Dataset<Row> bits(Dataset<Row> rows, FeatureSet set) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(FeatureRows.ROW_ID));
    columns.add(col(FeatureRows.AS_OF));
    for (FeatureColumn column : set.columns()) {
      // Java prints the shortest text that reads back as the same number, so text tells bits apart.
      columns.add(col(column.name()).cast("string").as(column.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}
