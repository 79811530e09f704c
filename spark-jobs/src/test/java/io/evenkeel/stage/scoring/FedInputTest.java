package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.stage.parity.Parity;
import io.evenkeel.stage.parity.ParityReport;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a model was given, read out of its tensors, before the feature rows that it came from. */
public final class FedInputTest {
  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void isWhatTheFeatureRowsHoldForEveryKindOfInput() throws IOException {
    for (String name : List.of("trees", "mlp", "typed")) {
      TestModel model = open(name);
      Dataset<Row> rows = FeatureTable.of(model).table(3);
      List<Row> fed = fed(model, rows, InputSample.of(1000, model.expected().rows().size()), 7);
      ParityReport report = compare(model, fed, rows);
      assertThat(report.equal()).as("%s: %s", name, report).isTrue();
      assertThat(report.rows()).as(name).isEqualTo(fed.size()).isPositive();
      assertThat(report.cells())
          .isEqualTo(fed.size() * (long) model.artifact().metadata().features().size());
    }
  }

  @Test
  public void tellsOneBitOfOneCell() throws IOException {
    TestModel model = open("mlp");
    String feature = model.artifact().metadata().features().get(0).name();
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    List<Row> fed = fed(model, rows, InputSample.of(1000, 1), 100);
    Dataset<Row> skewed =
        rows.withColumn(
            feature,
            functions
                .when(
                    functions.col(FeatureRows.ROW_ID).equalTo("r1"),
                    functions.lit(Math.nextUp(value(fed, "r1", feature))))
                .otherwise(functions.col(feature)));
    ParityReport report = compare(model, fed, skewed);
    assertThat(report.differingByFeature()).containsOnlyKeys(feature).containsEntry(feature, 1L);
    assertThat(report.facts()).containsEntry("parity_differing_cells", 1L);
    assertThatThrownBy(report::require)
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("r1  " + feature + "  scored with");
  }

  @Test
  public void missesARowThatAnExportDoesNotHave() throws IOException {
    TestModel model = open("mlp");
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    List<Row> fed = fed(model, rows, InputSample.of(1000, 1), 100);
    ParityReport report = compare(model, fed, rows.where("_row_id <> 'r1'"));
    assertThat(report.absentRows()).isEqualTo(1);
    assertThat(report.equal()).isFalse();
  }

  @Test
  public void samplesTheSameRowsInATaskAndInAQuery() throws IOException {
    TestModel model = open("mlp");
    Dataset<Row> rows = FeatureTable.of(model).table(2);
    InputSample half = InputSample.of(5, 10);
    assertThat(fed(model, rows, half, 100))
        .extracting(row -> row.<String>getAs("row_id"))
        .containsExactlyInAnyOrderElementsOf(
            rows.where(half.condition(functions.col(FeatureRows.ROW_ID))).collectAsList().stream()
                .map(row -> row.<String>getAs(FeatureRows.ROW_ID))
                .toList());
    assertThat(fed(model, rows, InputSample.NONE, 100)).isEmpty();
  }

  @Test
  public void takesAboutAsManyRowsAsWanted() {
    long taken =
        SparkTestSession.session()
            .range(100_000)
            .where(InputSample.of(1000, 100_000).condition(functions.expr("cast(id as string)")))
            .count();
    assertThat(taken).isBetween(850L, 1150L);
  }

  private static float value(List<Row> fed, String id, String feature) {
    String json =
        fed.stream()
            .filter(row -> row.getAs("row_id").equals(id))
            .findFirst()
            .orElseThrow()
            .getAs("row");
    return Float.parseFloat(json.replaceAll(".*\"" + feature + "\":\"([^\"]*)\".*", "$1"));
  }

  private static List<Row> fed(TestModel model, Dataset<Row> rows, InputSample sample, int batch) {
    return Scoring.score(
            rows,
            model.set(),
            model.artifact(),
            model.reference(),
            List.of(),
            new ScoringSettings(new BatchSize.Set(batch), 1, sample))
        .where("kind = 'fed'")
        .collectAsList();
  }

  private static ParityReport compare(TestModel model, List<Row> fed, Dataset<Row> exported) {
    return Parity.compare(model.artifact().metadata(), fed, exported.collectAsList());
  }

  private TestModel open(String name) throws IOException {
    return TestModel.open(name, models.getRoot().toPath());
  }
}
