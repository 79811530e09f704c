package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.ExternalResource;

/** A key with 4,000 events in a year, 3,000 of them in one second of it. */
public class SlicesTest {
  private static final SparkSession SPARK = SparkTestSession.session();
  private static final int MOST = 100;
  private static final String DEFINITION =
      """
      features.visits {
        version = 1, timezone = "UTC"
        spine { table = requests, row_id = id, keys { who = string }, date = "to_date(at)", as_of = at }
        sources.visits { table = visits, event_time = ts, delay = 0s, keys { who = who } }
        columns {
          day { from = visits, agg = "count(*)", window = 1d, type = int64, empty = 0, missing = reject }
          year { from = visits, agg = "sum(n)", window = 365d, type = int64, missing = 0 }
          least { from = visits, agg = "min(n)", window = 300d, type = int32, missing = -1 }
        }
      }
      """;

  @ClassRule public static final ExternalResource PLANS = new QuickPlans();

  @Test
  public void givesTheBitsOfTheBucketJoinHoweverEventsCrowd() {
    List<String> expected = bits(new BucketJoin());
    assertThat(expected).hasSize(200);
    assertThat(bits(new HistoryJoin(new Sizing(1, 0, 0, MOST)))).isEqualTo(expected);
  }

  @Test
  public void putsNoMoreEventsIntoASliceThanATaskShouldHoldAlsoWhereTheyCrowd() {
    WindowGroup group = new WindowGroup(null, List.of("who"), null, null);
    Dataset<Row> events =
        visits().selectExpr("who as " + Names.sourceKey("who"), "unix_micros(ts) as " + Names.TIME);
    Sizing sizing = new Sizing(1, 0, 0, MOST);
    Dataset<Row> hot = Density.of(group, sizing, events).hot().orElseThrow();
    assertThat(hot.count()).isOne();
    List<Long> slices =
        new Slices(group, hot)
                .events(events)
                .where(Names.sourceKey("who") + " = 'hot'")
                .groupBy(Names.sourceKey("who"), Names.sourceKey(Names.RESERVED + "slice"))
                .count()
                .selectExpr("count")
                .collectAsList()
                .stream()
                .map(row -> row.getLong(0))
                .toList();
    // A quantile is off by an eighth of a slice at each end.
    assertThat(slices).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(MOST + MOST / 4));
    assertThat(slices).hasSizeBetween(4_000 / MOST, 2 * 4_000 / MOST + 2);
  }

  @Test
  public void cutsNoKeyThatATaskMayHold() {
    WindowGroup group = new WindowGroup(null, List.of("who"), null, null);
    Dataset<Row> events =
        visits().selectExpr("who as " + Names.sourceKey("who"), "unix_micros(ts) as " + Names.TIME);
    assertThat(Density.of(group, new Sizing(1, 0, 0, 4_000), events).hot()).isEmpty();
  }

  @Test
  public void findsTheSliceOfAnInstant() {
    GenericArrayData cuts = new GenericArrayData(new long[] {10, 20, 21});
    assertThat(List.of(9L, 10L, 19L, 20L, 21L, 99L))
        .extracting(time -> SliceCuts.startOf(time, cuts))
        .containsExactly(Long.MIN_VALUE, 10L, 10L, 20L, 21L, 21L);
    assertThat(List.of(9L, 10L, 19L, 20L, 21L, 99L))
        .extracting(time -> SliceCuts.endOf(time, cuts))
        .containsExactly(10L, 20L, 20L, 21L, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static List<String> bits(WindowStrategy way) {
    return Scene.of(DEFINITION)
        .table("visits", visits())
        .table("requests", requests())
        .through(way)
        .rows()
        .orderBy(FeatureRows.ROW_ID)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static Dataset<Row> visits() {
    return SPARK
        .range(4_040)
        .selectExpr(
            "if(id < 4000, 'hot', concat('p', id)) as who",
            "timestamp_micros(1704067200000000 + if(id % 4 > 0, 15000000000000 + pmod(xxhash64(id),"
                + " 1000000), pmod(xxhash64(id), 31536000000000))) as ts",
            "cast(pmod(xxhash64(id, 1), 1000) as int) as n");
  }

  /** Half of them in the second in which events crowd. */
  private static Dataset<Row> requests() {
    return SPARK
        .range(200)
        .selectExpr(
            "lpad(id, 3, '0') as id",
            "if(id % 10 > 0, 'hot', concat('p', 3900 + id)) as who",
            "timestamp_micros(1704067200000000 + if(id % 2 > 0, 15000000000000 + pmod(xxhash64(id),"
                + " 1000000), pmod(xxhash64(id), 31536000000000))) as at");
  }
}
