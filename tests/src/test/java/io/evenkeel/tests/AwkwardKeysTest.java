package io.evenkeel.tests;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.evenkeel.job.Journal;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Keys that are hard to quote come out of every output as they went in. */
public class AwkwardKeysTest {
  private static final LocalDate DAY = SmallLakehouse.FIRST;
  private static final List<String> KEYS =
      List.of(
          " ",
          "it's",
          "\"q\"",
          "`b`",
          "back\\slash",
          "two\nlines",
          "cr\r",
          "tab\t",
          "a/b:c|d,e;f=g{h}",
          "%s ${x} $(y) --",
          "'; DROP TABLE predictions; --",
          "<b>&amp;</b>",
          "naïve",
          "日本語",
          "🛫",
          "null");

  /** It is in the table twice, so that neither row may be scored. */
  private static final String TWICE = "it's \"twice\",\n日本";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static SmallLakehouse small;

  @BeforeClass
  public static void score() throws IOException {
    small = SmallLakehouse.in(FOLDER.newFolder("it's \"here\", ü").toPath());
    List<Column> names = new ArrayList<>();
    for (int i = 0; i < KEYS.size(); i++) {
      names.addAll(List.of(lit("visit-" + i), lit(KEYS.get(i))));
    }
    names.addAll(List.of(lit("visit-50"), lit(TWICE), lit("visit-51"), lit(TWICE)));
    Column id = col("visit_id");
    Column renamed = element_at(map(names.toArray(Column[]::new)), id);
    DeltaTable.forPath(TestSpark.session(), small.table("visits").toString())
        .update(Map.of("visit_id", coalesce(renamed, id)));
    var unused =
        small.score(DAY, Map.of("evenkeel.score.max_quarantine_percent", "50"), Journal.SILENT);
  }

  @Test
  public void thePredictionsHaveThem() {
    List<Row> rows = table("predictions").select("row_id").collectAsList();
    assertThat(rows).hasSize(SmallLakehouse.ROWS - 2);
    assertThat(rows).extracting(row -> row.getString(0)).containsAll(KEYS).doesNotContain(TWICE);
  }

  @Test
  public void theQuarantineHasThem() {
    List<Row> rows = table("quarantine").select("row_id", "value", "reason").collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows).extracting(row -> row.getString(0)).containsOnly(TWICE);
  }

  @Test
  public void theEmbeddedCacheHasThem() {
    try (PredictionCache cache = cache()) {
      Map<String, Double> scores = scores();
      for (String key : KEYS) {
        assertThat(cache.lookup(key).orElseThrow().score()).as(key).isEqualTo(scores.get(key));
      }
      assertThat(cache.lookup(TWICE)).isEmpty();
    }
  }

  @Test
  public void theCommandLineFindsThemAndTellsThemInJson() throws IOException {
    for (String key : KEYS) {
      String said = Commands.told(small, "lookup", SmallLakehouse.MODEL, key, "--json");
      assertThat(new ObjectMapper().readTree(said).findValuesAsText("key")).as(said).contains(key);
    }
  }

  private static PredictionCache cache() {
    return new RocksStore(small.settings(Map.of()).folders().cache()).reader(SmallLakehouse.MODEL);
  }

  private static Map<String, Double> scores() {
    Map<String, Double> scores = new HashMap<>();
    small.scores(DAY).forEach(row -> scores.put(row.getString(0), row.getDouble(1)));
    return scores;
  }

  private static Dataset<Row> table(String name) {
    return TestSpark.session().read().format("delta").load(small.table(name).toString());
  }
}
