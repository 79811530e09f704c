package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.onnx.BatchSize;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whether columns that are taken as a scan reads them are scored as rows are. */
public final class ColumnarScoringTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void readsColumnsOfAScanAndRowsOfAnyOtherPlan() throws Exception {
    Dataset<Row> stored = stored(TestModel.open("trees", folder.newFolder().toPath()));
    assertThat(scan(stored)).isPresent();
    assertThat(scan(stored.withColumn(FeatureRows.AS_OF, functions.lit(FeatureTable.AS_OF))))
        .isPresent();
    assertThat(scan(stored.where("_row_id <> 'r1'"))).isEmpty();
    assertThat(scan(stored.withColumn("amount", functions.expr("amount + 1")))).isEmpty();
    assertThat(scan(stored.repartition(2))).isEmpty();
  }

  @Test
  public void givesTheSameOutcomesFromColumnsAndFromRows() throws Exception {
    for (String name : List.of("trees", "zipmap", "regressor", "mlp", "typed", "fragile")) {
      TestModel model = TestModel.open(name, folder.newFolder().toPath());
      Dataset<Row> columns = stored(model);
      Dataset<Row> rows = columns.where("length(_row_id) > 0");
      assertThat(scan(columns)).as(name).isPresent();
      assertThat(scan(rows)).as(name).isEmpty();
      for (int batch : new int[] {1, 7, 1000}) {
        assertThat(outcomes(model, columns, batch))
            .as("%s, %d rows a batch", name, batch)
            .containsExactlyElementsOf(outcomes(model, rows, batch));
      }
    }
  }

  @Test
  public void takesAMomentAndBreachesThatThePlanOnlyNames() throws Exception {
    TestModel model = TestModel.open("typed", folder.newFolder().toPath());
    Dataset<Row> stored = stored(model);
    Dataset<Row> named =
        stored
            .withColumn(FeatureRows.AS_OF, functions.lit(FeatureTable.AS_OF))
            .withColumn(
                FeatureRows.BREACHES,
                functions
                    .array()
                    .cast("array<struct<column: string, reason: string, value: string>>"));
    assertThat(scan(named)).isPresent();
    assertThat(outcomes(model, named, 3)).containsExactlyElementsOf(outcomes(model, stored, 3));
  }

  @Test
  public void stagesHowEachTaskScored() throws Exception {
    TestModel model = TestModel.open("mlp", folder.newFolder().toPath());
    Dataset<Row> rows = stored(model);
    ScoringSettings settings =
        new ScoringSettings(new BatchSize.Calibrated(16, 200, 1 << 20), /* threads= */ 1);
    Dataset<Row> staged =
        Scoring.score(rows, model.set(), model.artifact(), model.reference(), List.of(), settings)
            .cache();
    ScoringFigures figures = ScoringFigures.of(staged.where("kind = 'task'")).orElseThrow();
    assertThat(figures.rows()).isEqualTo(rows.count());
    assertThat(figures.batchRows()).isEqualTo(16);
    assertThat(figures.batches()).isBetween(rows.count() / 16, rows.count());
    assertThat(figures.modelSeconds()).isPositive().isLessThan(figures.taskSeconds());
    assertThat(figures.readSeconds()).isPositive().isLessThan(figures.taskSeconds());
    assertThat(figures.percentOfAttainable()).isBetween(0.0, 100.0);
    assertThat(figures.batchMillis().p50())
        .isPositive()
        .isLessThanOrEqualTo(figures.batchMillis().p95());
    assertThat(figures.batchMillis().p95()).isLessThanOrEqualTo(figures.batchMillis().p99());
    assertThat(figures.batchMillis().p99()).isLessThan(1.04e3 * figures.taskSeconds());
    assertThat(figures.providers()).isEqualTo("cpu");
    assertThat(figures.runtime()).startsWith("onnxruntime 1.");
    staged.unpersist();
    assertThat(ScoringFigures.of(staged.where("kind = 'none'"))).isEmpty();
  }

  @Test
  public void pricesTheTimeOfTasks() {
    ScoringFigures.BatchMillis millis = new ScoringFigures.BatchMillis(1, 2, 3);
    ScoringFigures figures =
        new ScoringFigures(
            2_000_000, 500, 100, 600, 720, millis, 4096, 2, 0, "cpu", "x", Optional.empty());
    // A fifth of an hour on two cores at 0.05, for two million rows.
    assertThat(figures.costOfAMillion(0.05, 0)).isEqualTo(0.2 * 2 * 0.05 / 2);
    assertThat(figures.costOfAMillion(0.05, 3)).isEqualTo(0.2 * (2 * 0.05 + 3) / 2);
    assertThat(figures.percentOfAttainable()).isEqualTo(100 * 700.0 / 720);
  }

  private Dataset<Row> stored(TestModel model) throws Exception {
    String path = folder.newFolder().toPath().resolve("rows").toString();
    FeatureTable.of(model).table(1).coalesce(1).write().parquet(path);
    return SparkTestSession.session().read().parquet(path);
  }

  private static Optional<ColumnarScan> scan(Dataset<Row> rows) {
    List<String> rest =
        List.of(rows.columns()).stream().filter(name -> !name.startsWith("_")).toList();
    Column[] columns =
        Stream.concat(
                Stream.of(FeatureRows.ROW_ID, FeatureRows.AS_OF, FeatureRows.BREACHES),
                rest.stream())
            .map(functions::col)
            .toArray(Column[]::new);
    var selected = (org.apache.spark.sql.classic.Dataset<Row>) rows.select(columns);
    return ColumnarScan.of(selected.queryExecution().executedPlan());
  }

  private static List<String> outcomes(TestModel model, Dataset<Row> rows, int batch) {
    return Scoring.score(
            rows,
            model.set(),
            model.artifact(),
            model.reference(),
            List.of(),
            new ScoringSettings(batch, /* threads= */ 1))
        .where("kind <> 'task'")
        .orderBy("kind", "row_id", "profile_feature")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
