package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.profile.Counts;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which rows get no score, and what is told of them. */
public final class QuarantinedRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ScoringSettings SETTINGS = new ScoringSettings(100, 1);

  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void quarantinesExactlyTheRowsThatTheModelFailsOn() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    Random random = new Random(17);
    for (int i = 0; i < 1000; i++) {
      boolean poison = i == 137 || i == 640;
      table.with("r" + i, json("[%d, %s]".formatted(poison ? 99 : i % 3, random.nextFloat())));
    }
    Dataset<Row> staged = TestScoring.score(model, table.table(1), new ScoringSettings(256, 1));
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
    assertThat(
            TestScoring.byId(TestScoring.score(model, table.table(1), new ScoringSettings(1, 1))))
        .isEqualTo(TestScoring.byId(staged));
  }

  @Test
  public void quarantinesRowsWhoseScoreIsNotANumber() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    table.with("good", json("[1, 0.5]")).with("bad", json("[1, \"NaN\"]"));
    Map<String, Row> rows = TestScoring.byId(TestScoring.score(model, table.table(1), SETTINGS));
    assertThat(rows.get("good").<String>getAs("kind")).isEqualTo("scored");
    assertThat(rows.get("bad").<String>getAs("kind")).isEqualTo("quarantined");
    assertThat(rows.get("bad").<String>getAs("reason")).isEqualTo("nan_output");
    assertThat(rows.get("bad").<String>getAs("row")).isEqualTo("{\"key\":1,\"x\":\"NaN\"}");
  }

  @Test
  public void neverScoresRowsThatCameWithBreachesAndTellsThemAll() throws Exception {
    TestModel model = TestModel.open("trees", models.getRoot().toPath());
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    JsonNode values = json("[1.5, \"AA\", null, 3, true, \"Infinity\"]");
    table.with("good", values);
    table.with(
        "bad",
        values,
        RowFactory.create("ratio", "out_of_range", "Infinity"),
        RowFactory.create("city", "missing", null));
    Dataset<Row> staged = TestScoring.score(model, table.table(1), SETTINGS);
    Row bad = TestScoring.byId(staged).get("bad");
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
    assertThat(rowsIn(model, TestScoring.profile(staged), "amount")).isEqualTo(1);
  }

  @Test
  public void quarantinesAMissingValueThatNoTensorCanHold() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    table.with("good", json("[1, null]")).with("bad", json("[null, 1.0]"));
    Map<String, Row> rows = TestScoring.byId(TestScoring.score(model, table.table(1), SETTINGS));
    assertThat(rows.get("good").<String>getAs("reason")).isEqualTo("nan_output");
    assertThat(rows.get("bad").<String>getAs("reason")).isEqualTo("missing");
    assertThat(rows.get("bad").<String>getAs("column")).isEqualTo("key");
  }

  @Test
  public void losesAndInventsNoRow() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
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
    Dataset<Row> staged = TestScoring.score(model, rows, new ScoringSettings(32, 1));
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

  private static long rowsIn(TestModel model, Map<String, long[]> profile, String feature) {
    var layout = model.reference().feature(feature).orElseThrow().layout();
    return layout.rows(Counts.of(profile.get(feature)));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }
}
