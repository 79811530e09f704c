package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.ExternalResource;

/** What must hold for any data: seeded random tables with a definition of every kind of feature. */
public class PropertyTest {
  private static final SparkSession SPARK = SparkTestSession.session();
  @ClassRule public static final ExternalResource PLANS = new QuickPlans();

  private static final WindowStrategy TILES = new TileJoin(new Tiling(1, 1, 1, 2));

  /** Rows by id as text that differs where a bit does; NaN and the two zeros have their own. */
  private static Map<String, String> bits(Dataset<Row> rows) {
    Map<String, String> bits = new TreeMap<>();
    rows.collectAsList().forEach(row -> bits.put(row.getAs(FeatureRows.ROW_ID), row.toString()));
    return bits;
  }

  @Test
  public void seesNothingOfTheFuture() {
    Random random = new Random(31);
    Scene scene = RandomScene.of(random).through(TILES);
    Map<String, String> before = bits(scene.rows());
    List<Row> noise = new ArrayList<>();
    List<Row> readings = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      long later = RandomScene.MOMENT + random.nextInt(100_000_000);
      boolean late = random.nextBoolean();
      long time = late ? RandomScene.MOMENT - random.nextInt(900_000_000) : later;
      // Known at the very moment, a version of an earlier event would rightly replace it.
      String id = late ? "e" + random.nextInt(400) : "new" + i;
      long known = late ? later + 1 : RandomScene.MOMENT + random.nextInt(2);
      noise.add(RandomScene.event(random, id, time, known));
      readings.add(RandomScene.event(random, id, later - RandomScene.HOUR, later));
    }
    Scene noisy =
        scene
            .table("events", scene.table("events").union(frame(noise)))
            .table("readings", scene.table("readings").union(frame(readings)));
    assertThat(bits(noisy.rows())).isEqualTo(before);
  }

  private static Dataset<Row> frame(List<Row> events) {
    return SPARK.createDataFrame(events, RandomScene.EVENTS);
  }

  @Test
  public void givesTheSameBitsHoweverRowsAreOrderedAndParted() {
    Scene scene = RandomScene.of(new Random(32));
    Dataset<Row> events = scene.table("events");
    Dataset<Row> requests = scene.table("requests");
    Map<String, String> expected = bits(scene.rows());
    assertThat(expected).hasSize(40);
    try {
      for (int parts : new int[] {1, 7, 200}) {
        SPARK.conf().set("spark.sql.adaptive.enabled", parts != 7);
        SPARK.conf().set("spark.sql.shuffle.partitions", Math.min(parts, 3));
        scene
            .table("events", events.orderBy(functions.rand(parts)).repartition(parts))
            .table("requests", requests.repartition(Math.min(parts, 7)))
            .through(parts == 200 ? new BucketJoin() : TILES);
        assertThat(bits(scene.rows())).as("%d partitions", parts).isEqualTo(expected);
      }
    } finally {
      SPARK.conf().set("spark.sql.adaptive.enabled", false);
      SPARK.conf().set("spark.sql.shuffle.partitions", 1);
    }
  }

  @Test
  public void exportsTheFeaturesThatItScores() {
    Scene scene = RandomScene.of(new Random(33));
    Map<String, String> scored = bits(scene.rows());
    Dataset<Row> exported = scene.labelled(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(exported.filter("more is not null").count()).isEqualTo(40);
    assertThat(exported.select("more").distinct().count()).isEqualTo(2);
    assertThat(bits(exported.drop("more"))).isEqualTo(scored);
  }

  @Test
  public void leavesTheSessionOfTheCallerAsItWas() {
    Map<String, String> before = new TreeMap<>();
    SPARK.conf().getAll().foreach(pair -> before.put(pair._1(), pair._2()));
    Dataset<Row> rows = RandomScene.of(new Random(34)).rows();
    Map<String, String> after = new TreeMap<>();
    SPARK.conf().getAll().foreach(pair -> after.put(pair._1(), pair._2()));
    assertThat(after).isEqualTo(before);
    assertThat(rows.sparkSession()).isSameAs(SPARK);
    assertThat(rows.select("hour").distinct().collectAsList().get(0).getInt(0))
        .as("the hour in the set's zone, of an instant that is 12:00 UTC")
        .isEqualTo(8);
  }

  @Test
  public void agreesWithAPlainJoinOfEverythingWithEverything() {
    Scene scene = RandomScene.of(new Random(35));
    scene.table("events").createOrReplaceTempView("naive_events");
    scene.table("requests").createOrReplaceTempView("naive_requests");
    Map<String, String> naive = new TreeMap<>();
    SPARK
        .sql(
            """
            with pairs as (
              select r.id as row, r.who as asked, r.at, e.*,
                     rank() over (partition by r.id, e.id order by e.known desc) as newest
              from naive_requests r cross join naive_events e where e.known <= r.at),
            windowed as (select * from pairs where newest = 1 and n <> 13 and who = asked)
            select r.id,
              (select count(*) from windowed w where w.row = r.id and ts < w.at and ts >= w.at - interval 24 hours) as n,
              (select sum(n) from windowed w where w.row = r.id and ts < w.at and ts >= w.at - interval 240 hours) as total,
              (select count(distinct word) from windowed w where w.row = r.id and ts < w.at and ts >= w.at - interval 240 hours) as words,
              (select cast(sum(price) as double) from windowed w where w.row = r.id and ts < w.at and ts >= w.at - interval 24 hours) as price
            from naive_requests r
            """)
        .collectAsList()
        .forEach(
            row ->
                naive.put(
                    row.getString(0),
                    "%s %s %s %s"
                        .formatted(
                            row.get(1),
                            row.isNullAt(2) ? null : (float) row.getLong(2),
                            row.get(3),
                            row.get(4))));
    Map<String, String> found = new TreeMap<>();
    scene
        .rows()
        .filter("not exists(_breaches, b -> b.reason = 'ambiguous' and b.column = 'n')")
        .select(FeatureRows.ROW_ID, "n", "total", "words", "price")
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getString(0),
                    "%s %s %s %s".formatted(row.get(1), row.get(2), row.get(3), row.get(4))));
    assertThat(found).hasSize(40);
    assertThat(found).isEqualTo(naive);
  }
}
