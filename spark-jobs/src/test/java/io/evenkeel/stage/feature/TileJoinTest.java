package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Tiles against buckets, on keys with thousands of events and windows of months. */
public class TileJoinTest {
  private static final SparkSession SPARK = SparkTestSession.session();

  private static final String SPINE =
      "version = 1, timezone = \"America/New_York\"\n"
          + "spine { table = requests, row_id = id, keys { who = string, place = int }, "
          + "date = \"to_date(at)\", as_of = at }\n";

  private static final String TWO_SOURCES =
      """
      features.dense { %s
        sources {
          late { table = events, event_time = ts, known_at = known, keys { who = who, place = place }
                 dedup { key = [id] } }
          delayed { table = events, event_time = ts, delay = 1h, keys { who = who } }
        }
        columns {
          n { from = late, by = [who], agg = "count(*)", window = 100d, empty = 0, type = int64, missing = reject }
          total { from = late, by = [who], agg = "sum(price)", window = 3d, type = float64, missing = keep }
          spread { from = late, by = [who], agg = "stddev(price)", window = 100d, type = float64, missing = keep }
          latest { from = late, by = [who], agg = "last(n)", window = 100d, order = [known, id], type = int32, missing = reject }
          words { from = late, by = [who], agg = "count_distinct(n)", window = 30d, empty = 0, type = int64, missing = reject }
          both { from = late, agg = "avg(n)", window = 60d, type = float64, missing = keep }
          hour { from = delayed, agg = "min(n)", window = 1h, type = float32, missing = keep }
          months { from = delayed, agg = "share(ok)", window { days = 90, calendar = "America/New_York" }, type = float64, missing = keep }
          most { from = delayed, agg = "max(n)", window = 90d, type = float32, missing = keep }
        }
      }
      """
          .formatted(SPINE);

  private static final String ONE_SOURCE =
      """
      features.one { %s
        sources.events { table = events, event_time = ts, delay = 0s, keys { who = who } }
        columns {
          total { from = events, agg = "sum(n)", window = 90d, type = float64, missing = keep }
          most { from = events, agg = "max(n)", window = 60d, type = float32, missing = keep }
        }
      }
      """
          .formatted(SPINE);

  @ClassRule public static final ExternalResource PLANS = new QuickPlans();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Nine of ten events are of one person; one in five is known late, one in ten corrected. */
  private static Dataset<Row> events(int count, int seed) {
    return SPARK
        .range(count)
        .selectExpr("id as i", "xxhash64(id, %d) as h".formatted(seed))
        // From January to May. Some instants are a multiple of a tile's width, or beside it.
        .selectExpr("*", "1704067200000000 + pmod(xxhash64(h), 13000000000000) as t")
        .withColumn(
            "t", expr("if(pmod(h, 4) = 0, shiftleft(shiftright(t, 33), 33) - pmod(h, 3) + 1, t)"))
        .selectExpr(
            "concat('e', if(pmod(h, 10) = 0, i - 1, i)) as id",
            "if(pmod(h, 29) = 0, null, if(pmod(h, 11) > 0, 'hot', concat('p', pmod(h, 7)))) as who",
            "cast(pmod(h, 3) as int) as place",
            "timestamp_micros(t) as ts",
            "timestamp_micros(t + pmod(h, if(pmod(h, 5) = 0, 2592000000000, 1000000))) as known",
            "cast(pmod(h, 1000) as int) as n",
            "cast(pmod(h, 100000) / 100 as decimal(12,2)) as price",
            "pmod(h, 2) = 0 as ok");
  }

  private static Dataset<Row> requests(int count, int seed) {
    return SPARK
        .range(count)
        .selectExpr("id", "xxhash64(id, %d) as h".formatted(-seed))
        .selectExpr(
            "cast(id as string) as id",
            "if(pmod(h, 3) > 0, 'hot', concat('p', pmod(h, 7))) as who",
            "cast(pmod(h, 4) as int) as place",
            "timestamp_micros(1706745600000000 + pmod(h, 8640000000000)) as at");
  }

  private static Map<String, String> bits(Dataset<Row> rows) {
    Map<String, String> bits = new TreeMap<>();
    rows.collectAsList().forEach(row -> bits.put(row.getAs(FeatureRows.ROW_ID), row.toString()));
    return bits;
  }

  private static Dataset<Row> rows(String definition, WindowStrategy way, int events, int seed) {
    return Scene.of(definition)
        .table("events", events(events, seed))
        .table("requests", requests(60, seed))
        .through(way)
        .rows();
  }

  @Test
  public void givesTheBitsOfTheBucketJoin() {
    Map<String, String> expected = bits(rows(TWO_SOURCES, new BucketJoin(), 3000, 1));
    assertThat(expected).hasSize(60);
    for (Tiling tiling : List.of(new Tiling(1, 8, 4, 1), Tiling.measured())) {
      assertThat(bits(rows(TWO_SOURCES, new TileJoin(tiling), 3000, 1)))
          .as("%s", tiling)
          .isEqualTo(expected);
    }
  }

  @Test
  public void buildsTilesWhereKeysAreDenseAndAskedOftenOnly() {
    assertThat(plan(rows(ONE_SOURCE, new TileJoin(Tiling.measured()), 2000, 3)))
        .contains(Tiles.FIRST);
    assertThat(plan(rows(ONE_SOURCE, new TileJoin(Tiling.measured()), 100, 3)))
        .doesNotContain(Tiles.FIRST);
    assertThat(plan(rows(ONE_SOURCE, new TileJoin(new Tiling(1000, 64, 16, 4)), 2000, 3)))
        .doesNotContain(Tiles.FIRST);
    assertThat(plan(rows(ONE_SOURCE, new TileJoin(new Tiling(1, 1, 1, 1)), 100, 3)))
        .as("as the fuzz and acceptance tests fold")
        .contains(Tiles.FIRST);
  }

  @Test
  public void leavesOneMomentToTheBucketJoin() {
    Dataset<Row> requests = requests(60, 4).withColumn("at", expr("timestamp '2024-05-01 00:00'"));
    Dataset<Row> rows =
        Scene.of(ONE_SOURCE)
            .table("events", events(2000, 4))
            .table("requests", requests)
            .through(new TileJoin(new Tiling(2, 1, 1, 1)))
            .rows();
    assertThat(plan(rows)).doesNotContain(Tiles.FIRST);
  }

  @Test
  public void scansAndShufflesEventsOnceForSeveralColumns() throws Exception {
    String path = folder.newFolder().toPath().resolve("events").toString();
    events(2000, 5).write().parquet(path);
    String plan =
        plan(
            Scene.of(ONE_SOURCE)
                .table("events", SPARK.read().parquet(path))
                .table("requests", requests(60, 5))
                .through(new TileJoin(Tiling.measured()))
                .rows());
    assertThat(plan).contains(Tiles.FIRST, "ReusedExchange");
    assertThat(plan.split("ReadSchema: struct<who:string,ts:timestamp,n:int>", -1))
        .as("values are read once: %s", plan)
        .hasSize(2);
    assertThat(plan.replaceAll("struct<who:string,ts:timestamp(,n:int)?>", ""))
        .as("to count needs keys and times alone")
        .doesNotContain("ReadSchema: struct<");
    assertThat(plan)
        .containsPattern("PushedFilters: \\[.*GreaterThanOrEqual\\(ts,.*LessThan\\(ts,");
  }

  private static String plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .executedPlan()
        .toString();
  }
}
