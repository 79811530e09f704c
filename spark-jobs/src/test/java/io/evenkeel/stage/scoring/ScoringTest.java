package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.SessionCache;
import io.evenkeel.profile.FeatureProfile;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What scores are, and how a task comes to them. */
public final class ScoringTest {
  private static final ScoringSettings SETTINGS = new ScoringSettings(100, 1);

  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void equalsPythonForEveryKindOfModel() throws Exception {
    for (String name : List.of("trees", "zipmap", "regressor", "mlp", "typed")) {
      TestModel model = TestModel.open(name, models.getRoot().toPath());
      Map<String, Row> scored =
          TestScoring.byId(TestScoring.score(model, FeatureTable.of(model).table(3), SETTINGS));
      for (int i = 0; i < model.expected().rows().size(); i++) {
        equalsPython(model, i, scored.get("r" + i));
      }
    }
  }

  private static void equalsPython(TestModel model, int i, Row row) {
    String what = "%s row %d".formatted(model.artifact(), i);
    double expected = TestModel.number(model.expected().scores().get(i));
    if (Double.isNaN(expected)) {
      assertThat(row.<String>getAs("reason")).as(what).isEqualTo("nan_output");
      return;
    }
    double score = row.getAs("score");
    boolean exact = model.artifact().metadata().model().name().matches("trees|typed");
    if (exact || Double.isInfinite(expected)) {
      assertThat(score).as(what).isEqualTo(expected);
    } else {
      assertThat(score).as(what).isCloseTo(expected, within(1e-6));
    }
    assertThat(row.<String>getAs("class"))
        .as(what)
        .isEqualTo(model.expected().classes().get(i).textValue());
    assertThat(row.<java.sql.Timestamp>getAs("as_of")).as(what).isEqualTo(FeatureTable.AS_OF);
  }

  @Test
  public void tellsWhatReallyRanTheModelWhereThatWasLeftOpen() throws Exception {
    TestModel model = TestModel.open("trees", models.getRoot().toPath());
    ScoringSettings auto =
        new ScoringSettings(new BatchSize.Set(10), 1, InputSample.NONE, Device.AUTO);
    Dataset<Row> tasks =
        TestScoring.score(model, FeatureTable.of(model).table(1), auto).where("kind = 'task'");
    assertThat(tasks.first().<String>getAs("class")).isEqualTo("cpu");
  }

  @Test
  public void keepsFurtherOutputsBesideTheScore() throws Exception {
    TestModel model = TestModel.open("forest_multi", models.getRoot().toPath());
    Dataset<Row> scored =
        TestScoring.score(model, FeatureTable.of(model).table(2), SETTINGS)
            .where("kind = 'scored'");
    assertThat(scored.where("outputs is null").count()).isZero();
    assertThat(scored.where("size(outputs['probabilities']) <> 3").count()).isZero();
    assertThat(scored.where("outputs['probabilities'][1] <> score").count()).isZero();
    assertThat(scored.where("cast(outputs['label'][0] as int) <> class").count()).isZero();
    assertThat(
            scored
                .where(
                    "abs(aggregate(outputs['probabilities'], double(0), (a, b) -> a + b) - 1) > 1e-5")
                .count())
        .isZero();
    TestModel other = TestModel.open("trees", models.getRoot().toPath());
    assertThat(
            TestScoring.score(other, FeatureTable.of(other).table(1), SETTINGS)
                .where("outputs is not null")
                .count())
        .isZero();
  }

  @Test
  public void givesTheSameRowsWhateverTheSizeOfBatchesAndPartitions() throws Exception {
    TestModel model = TestModel.open("trees", models.getRoot().toPath());
    FeatureTable table = FeatureTable.of(model);
    Map<String, Row> expected =
        TestScoring.byId(TestScoring.score(model, table.table(1), new ScoringSettings(1000, 1)));
    assertThat(expected).hasSize(model.expected().rows().size());
    for (int batch : new int[] {1, 7, 1000}) {
      for (int partitions : new int[] {1, 5}) {
        Dataset<Row> again =
            TestScoring.score(model, table.table(partitions), new ScoringSettings(batch, 1));
        assertThat(TestScoring.byId(again))
            .as("%d rows a batch, %d partitions", batch, partitions)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  public void countsTheProfileOfWhatWasScoredTheSameInAnyPartitioning() throws Exception {
    TestModel model = TestModel.open("trees", models.getRoot().toPath());
    FeatureTable table = FeatureTable.of(model);
    Map<String, long[]> one =
        TestScoring.profile(TestScoring.score(model, table.table(1), SETTINGS));
    Map<String, long[]> five =
        TestScoring.profile(TestScoring.score(model, table.table(5), new ScoringSettings(3, 1)));
    assertThat(one.keySet())
        .containsExactly("amount", "carrier", "city", "count", "flag", "prediction", "ratio");
    for (FeatureProfile feature : model.reference().features()) {
      // The rows are those that the reference was frozen from, so its counts must come again.
      assertThat(one.get(feature.name())).as(feature.name()).isEqualTo(feature.counts().toArray());
      assertThat(five.get(feature.name())).as(feature.name()).isEqualTo(one.get(feature.name()));
    }
  }

  @Test
  public void loadsAModelOnceForManyTasks() throws Exception {
    TestModel model = TestModel.open("mlp", models.getRoot().toPath());
    Dataset<Row> rows = FeatureTable.of(model).table(20);
    // Two threads make a session that no other test of this process asks for.
    ScoringSettings settings = new ScoringSettings(10, 2);
    int before = SessionCache.ofThisProcess().loads();
    Dataset<Row> staged = TestScoring.score(model, rows, settings);
    assertThat(staged.where("kind = 'scored'").count()).isEqualTo(model.expected().rows().size());
    assertThat(staged.rdd().getNumPartitions()).isGreaterThanOrEqualTo(2);
    assertThat(SessionCache.ofThisProcess().loads()).isEqualTo(before + 1);
    assertThat(SessionCache.ofThisProcess().leases()).isZero();
  }

  @Test
  public void givesItsSessionBackWhenATaskFails() throws Exception {
    TestModel model = TestModel.open("regressor", models.getRoot().toPath());
    Dataset<Row> rows =
        FeatureTable.of(model)
            .table(2)
            .withColumn("a", functions.expr("if(_row_id = 'r60', raise_error('broken'), a)"));
    Dataset<Row> failing =
        TestScoring.score(model, rows.select(rows.col("*")), new ScoringSettings(5, 1));
    assertThatThrownBy(failing::collectAsList).hasStackTraceContaining("broken");
    assertThat(SessionCache.ofThisProcess().leases()).isZero();
  }

  @Test
  public void opensNothingForAnEmptyPartition() {
    ScoreTask task = new ScoreTask("not even metadata", null, null, null, List.of(), SETTINGS);
    assertThat(task.rows(List.<InternalRow>of().iterator())).isExhausted();
    assertThat(task.columns(List.<ColumnarBatch>of().iterator(), new ColumnLayout(List.of(), 0)))
        .isExhausted();
  }
}
