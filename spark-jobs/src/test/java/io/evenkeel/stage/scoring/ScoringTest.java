package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.SessionCache;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ScoringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ScoringSettings SETTINGS = new ScoringSettings(100, 1);

  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void equalsPythonForEveryKindOfModel() throws Exception {
    for (String name : List.of("trees", "zipmap", "regressor", "mlp", "typed")) {
      TestModel model = open(name);
      Map<String, Row> scored = byId(score(model, FeatureTable.of(model).table(3), SETTINGS));
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
  public void refusesAGpuThatNoTaskCanHaveBeforeAnyTask() throws Exception {
    TestModel model = open("trees");
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    ScoringSettings gpu =
        new ScoringSettings(new BatchSize.Set(10), 1, InputSample.NONE, Device.GPU);
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> score(model, rows, gpu))
        .withMessageContaining(
            "onnx.device is gpu, but tasks are given none: spark.task.resource.gpu.amount is not set")
        .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.USAGE));
  }

  @Test
  public void tellsWhatReallyRanTheModelWhereThatWasLeftOpen() throws Exception {
    TestModel model = open("trees");
    ScoringSettings auto =
        new ScoringSettings(new BatchSize.Set(10), 1, InputSample.NONE, Device.AUTO);
    Dataset<Row> tasks = score(model, FeatureTable.of(model).table(1), auto).where("kind = 'task'");
    assertThat(tasks.first().<String>getAs("class")).isEqualTo("cpu");
  }

  @Test
  public void keepsFurtherOutputsBesideTheScore() throws Exception {
    TestModel model = open("forest_multi");
    Dataset<Row> scored =
        score(model, FeatureTable.of(model).table(2), SETTINGS).where("kind = 'scored'");
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
    TestModel other = open("trees");
    assertThat(
            score(other, FeatureTable.of(other).table(1), SETTINGS)
                .where("outputs is not null")
                .count())
        .isZero();
  }

  @Test
  public void givesTheSameRowsWhateverTheSizeOfBatchesAndPartitions() throws Exception {
    TestModel model = open("trees");
    FeatureTable table = FeatureTable.of(model);
    Map<String, Row> expected = byId(score(model, table.table(1), new ScoringSettings(1000, 1)));
    assertThat(expected).hasSize(model.expected().rows().size());
    for (int batch : new int[] {1, 7, 1000}) {
      for (int partitions : new int[] {1, 5}) {
        Dataset<Row> again = score(model, table.table(partitions), new ScoringSettings(batch, 1));
        assertThat(byId(again))
            .as("%d rows a batch, %d partitions", batch, partitions)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  public void quarantinesExactlyTheRowsThatTheModelFailsOn() throws Exception {
    TestModel model = open("fragile");
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    Random random = new Random(17);
    for (int i = 0; i < 1000; i++) {
      boolean poison = i == 137 || i == 640;
      table.with("r" + i, json("[%d, %s]".formatted(poison ? 99 : i % 3, random.nextFloat())));
    }
    Dataset<Row> staged = score(model, table.table(1), new ScoringSettings(256, 1));
    List<Row> failed = staged.where("kind = 'quarantined'").orderBy("row_id").collectAsList();
    assertThat(failed)
        .extracting(row -> row.<String>getAs("row_id"))
        .containsExactly("r137", "r640");
    assertThat(failed.get(0).<String>getAs("reason")).isEqualTo("model_error");
    assertThat(failed.get(0).<String>getAs("column")).isEqualTo("score");
    assertThat(failed.get(0).<String>getAs("value")).contains("out of data bounds");
    assertThat(failed.get(0).<String>getAs("row")).startsWith("{\"key\":99,\"x\":");
    assertThat(staged.where("kind = 'scored'").count()).isEqualTo(998);
    // A score beside a failing row is the one that it has alone.
    assertThat(byId(score(model, table.table(1), new ScoringSettings(1, 1))))
        .isEqualTo(byId(staged));
  }

  @Test
  public void quarantinesRowsWhoseScoreIsNotANumber() throws Exception {
    TestModel model = open("fragile");
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    table.with("good", json("[1, 0.5]")).with("bad", json("[1, \"NaN\"]"));
    Map<String, Row> rows = byId(score(model, table.table(1), SETTINGS));
    assertThat(rows.get("good").<String>getAs("kind")).isEqualTo("scored");
    assertThat(rows.get("bad").<String>getAs("kind")).isEqualTo("quarantined");
    assertThat(rows.get("bad").<String>getAs("reason")).isEqualTo("nan_output");
    assertThat(rows.get("bad").<String>getAs("row")).isEqualTo("{\"key\":1,\"x\":\"NaN\"}");
  }

  @Test
  public void neverScoresRowsThatCameWithBreachesAndTellsThemAll() throws Exception {
    TestModel model = open("trees");
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    JsonNode values = json("[1.5, \"AA\", null, 3, true, \"Infinity\"]");
    table.with("good", values);
    table.with(
        "bad",
        values,
        RowFactory.create("ratio", "out_of_range", "Infinity"),
        RowFactory.create("city", "missing", null));
    Dataset<Row> staged = score(model, table.table(1), SETTINGS);
    Row bad = byId(staged).get("bad");
    assertThat(bad.<String>getAs("kind")).isEqualTo("quarantined");
    assertThat(bad.<Object>getAs("score")).isNull();
    assertThat(bad.<String>getAs("reason")).isEqualTo("out_of_range");
    assertThat(bad.<String>getAs("column")).isEqualTo("ratio");
    assertThat(bad.<String>getAs("value")).isEqualTo("Infinity");
    assertThat(bad.getList(bad.fieldIndex("breaches")))
        .containsExactly(
            RowFactory.create("ratio", "out_of_range", "Infinity"),
            RowFactory.create("city", "missing", null));
    assertThat(JSON.readTree(bad.<String>getAs("row")))
        .isEqualTo(
            json(
                "{\"amount\":1.5,\"carrier\":\"AA\",\"city\":null,\"count\":3,\"flag\":true,\"ratio\":\"Infinity\"}"));
    assertThat(rowsIn(model, profile(staged), "amount")).isEqualTo(1);
  }

  @Test
  public void quarantinesAMissingValueThatNoTensorCanHold() throws Exception {
    TestModel model = open("fragile");
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    table.with("good", json("[1, null]")).with("bad", json("[null, 1.0]"));
    Map<String, Row> rows = byId(score(model, table.table(1), SETTINGS));
    assertThat(rows.get("good").<String>getAs("reason")).isEqualTo("nan_output");
    assertThat(rows.get("bad").<String>getAs("reason")).isEqualTo("missing");
    assertThat(rows.get("bad").<String>getAs("column")).isEqualTo("key");
  }

  @Test
  public void losesAndInventsNoRow() throws Exception {
    TestModel model = open("fragile");
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      JsonNode values = json("[%d, 1.0]".formatted(random.nextInt(4)));
      if (random.nextInt(10) == 0) {
        table.with("r" + i, values, RowFactory.create("x", "missing", "null"));
      } else {
        table.with("r" + i, values);
      }
    }
    Dataset<Row> rows = table.table(4);
    Dataset<Row> staged = score(model, rows, new ScoringSettings(32, 1));
    String tally = "sum(cast(xxhash64(coalesce(%s,'')) as decimal(38,0)))";
    Row in = rows.selectExpr("count(*)", tally.formatted("_row_id")).first();
    Row out =
        staged
            .where("kind in ('scored', 'quarantined')")
            .selectExpr("count(*)", tally.formatted("row_id"))
            .first();
    assertThat(out).isEqualTo(in);
    assertThat(staged.where("kind = 'quarantined'").count()).isBetween(100L, 300L);
  }

  @Test
  public void countsTheProfileOfWhatWasScoredTheSameInAnyPartitioning() throws Exception {
    TestModel model = open("trees");
    FeatureTable table = FeatureTable.of(model);
    Map<String, long[]> one = profile(score(model, table.table(1), SETTINGS));
    Map<String, long[]> five = profile(score(model, table.table(5), new ScoringSettings(3, 1)));
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
    TestModel model = open("mlp");
    Dataset<Row> rows = FeatureTable.of(model).table(20);
    // Two threads make a session that no other test of this process asks for.
    ScoringSettings settings = new ScoringSettings(10, 2);
    int before = SessionCache.ofThisProcess().loads();
    Dataset<Row> staged = score(model, rows, settings);
    assertThat(staged.where("kind = 'scored'").count()).isEqualTo(model.expected().rows().size());
    assertThat(staged.rdd().getNumPartitions()).isGreaterThanOrEqualTo(2);
    assertThat(SessionCache.ofThisProcess().loads()).isEqualTo(before + 1);
    assertThat(SessionCache.ofThisProcess().leases()).isZero();
  }

  @Test
  public void givesItsSessionBackWhenATaskFails() throws Exception {
    TestModel model = open("regressor");
    Dataset<Row> rows =
        FeatureTable.of(model)
            .table(2)
            .withColumn("a", functions.expr("if(_row_id = 'r60', raise_error('broken'), a)"));
    Dataset<Row> failing = score(model, rows.select(rows.col("*")), new ScoringSettings(5, 1));
    assertThatThrownBy(failing::collectAsList).hasStackTraceContaining("broken");
    assertThat(SessionCache.ofThisProcess().leases()).isZero();
  }

  @Test
  public void opensNothingForAnEmptyPartition() {
    ScoreTask task = new ScoreTask("not even metadata", null, null, List.of(), SETTINGS);
    assertThat(task.rows(List.<InternalRow>of().iterator())).isExhausted();
    assertThat(task.columns(List.<ColumnarBatch>of().iterator(), new ColumnLayout(List.of(), 0)))
        .isExhausted();
  }

  @Test
  public void refusesRowsAndProfilesThatDoNotFitTheModelTellingEveryDifference() throws Exception {
    TestModel model = open("fragile");
    Dataset<Row> rows =
        FeatureTable.of(model)
            .table(1)
            .drop("x")
            .withColumn("key", functions.lit("text"))
            .drop("_as_of");
    ReferenceProfile other =
        ReferenceProfile.of(
            "fragile", "ab", 0, List.of(FeatureProfile.Numeric.of("x", new double[0], 0)));
    assertThatThrownBy(
            () -> Scoring.score(rows, model.set(), model.artifact(), other, List.of(), SETTINGS))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("no column '_as_of'")
        .hasMessageContaining("no column 'x'")
        .hasMessageContaining("Column 'key' of the feature rows is STRING; it must be BIGINT")
        .hasMessageContaining("The reference profile has no feature 'key'")
        .hasMessageContaining("The reference profile has no feature 'prediction'")
        .hasMessageContaining("was trained with " + model.reference().id());
  }

  @Test
  public void refusesADefinitionThatIsNotTheOneOfTraining() throws Exception {
    TestModel model = open("fragile");
    FeatureSet set = model.set();
    FeatureSet changed =
        new FeatureSet(
            set.name(),
            set.version(),
            ZoneId.of("America/New_York"),
            set.spine(),
            set.sources(),
            set.columns(),
            set.label());
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    assertThatThrownBy(
            () ->
                Scoring.score(
                    rows, changed, model.artifact(), model.reference(), List.of(), SETTINGS))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("was trained with fingerprint " + Fingerprint.of(set))
        .hasMessageContaining("this definition has " + Fingerprint.of(changed));
  }

  private TestModel open(String name) throws Exception {
    return TestModel.open(name, models.getRoot().toPath());
  }

  private static Dataset<Row> score(TestModel model, Dataset<Row> rows, ScoringSettings settings) {
    return Scoring.score(
        rows, model.set(), model.artifact(), model.reference(), List.of(), settings);
  }

  private static Map<String, Row> byId(Dataset<Row> staged) {
    Map<String, Row> rows = new TreeMap<>();
    staged
        .where("kind in ('scored', 'quarantined')")
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("row_id"), row));
    return rows;
  }

  private static Map<String, long[]> profile(Dataset<Row> staged) {
    Map<String, long[]> sums = new TreeMap<>();
    for (Row row : staged.where("kind = 'profile'").collectAsList()) {
      List<Long> counts = row.getList(row.fieldIndex("profile_counts"));
      long[] sum =
          sums.computeIfAbsent(row.getAs("profile_feature"), name -> new long[counts.size()]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts.get(i);
      }
    }
    return sums;
  }

  private static long rowsIn(TestModel model, Map<String, long[]> profile, String feature) {
    var layout = model.reference().feature(feature).orElseThrow().layout();
    return layout.rows(Counts.of(profile.get(feature)));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }
}
