package io.evenkeel.tests;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.bench.BenchModel;
import io.evenkeel.bench.RandomModels;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.scoring.Scoring;
import io.evenkeel.stage.scoring.ScoringSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A key with a hundred times the rows of any other does not leave one task with most rows. */
public final class SkewTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final int PARTITIONS = 8;
  private static final int HOT_ROWS = 4_000;
  private static final int OTHERS = 40;
  private static final int ROWS_OF_ANOTHER = HOT_ROWS / 100;
  private static final int ROWS = HOT_ROWS + OTHERS * ROWS_OF_ANOTHER;

  private static final String DEFINITION =
      """
      features.visits {
        version = 1
        timezone = UTC
        spine {
          table = visits, row_id = visit_id, keys { shop = int }, date = day, as_of = "visited_at"
        }
        sources.sales { table = sales, keys { shop = shop }, event_time = sold_at, delay = 1h }
        columns {
          sold_7d  { from = sales, agg = "sum(amount)", window = 7d, empty = 0, type = float32,
                     missing = reject }
          sales_7d { from = sales, agg = "count(*)", window = 7d, empty = 0, type = float32,
                     missing = reject }
        }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theTaskWithMostRowsHasAtMostTwiceTheMedian() throws Exception {
    Path definitions = folder.newFolder("definitions").toPath();
    Files.writeString(definitions.resolve("visits.conf"), DEFINITION);
    BenchModel model =
        BenchModel.of(
            Definitions.named(definitions, "visits"),
            RandomModels.linear(2),
            folder.newFolder("models").toPath());
    Map<String, Dataset<Row>> tables = tables(session());
    Dataset<Row> features = new FeatureEngine().rows(model.set(), tables::get, DAY, DAY);
    Dataset<Row> staged =
        Scoring.score(
            features,
            model.set(),
            model.artifact(),
            model.reference(),
            List.of(),
            new ScoringSettings(1_000, /* threads= */ 1));
    List<Long> rows =
        staged
            .where("kind = 'task'")
            .select(col("profile_counts").getItem(0))
            .collectAsList()
            .stream()
            .map(row -> row.getLong(0))
            .sorted()
            .toList();
    assertThat(rows).hasSize(PARTITIONS);
    assertThat(rows.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
    long median = rows.get(PARTITIONS / 2);
    assertThat(rows.get(PARTITIONS - 1))
        .as("rows of each task: %s", rows)
        .isLessThanOrEqualTo(2 * median);
  }

  /** Small tables are joined as large ones are. */
  private static SparkSession session() {
    SparkSession spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.shuffle.partitions", PARTITIONS);
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", -1);
    spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
    return spark;
  }

  private static Map<String, Dataset<Row>> tables(SparkSession spark) {
    Dataset<Row> visits =
        spark
            .range(ROWS)
            .selectExpr(
                "concat('visit-', id) as visit_id",
                "cast(if(id < %d, 0, 1 + id %% %d) as int) as shop".formatted(HOT_ROWS, OTHERS),
                "date'%s' as day".formatted(DAY),
                "timestamp'%s 00:00:00' + make_dt_interval(0, 0, 0, id) as visited_at"
                    .formatted(DAY));
    Dataset<Row> sales =
        spark
            .range(10L * ROWS)
            .selectExpr(
                "cast(if(id %% 2 = 0, 0, 1 + id %% %d) as int) as shop".formatted(OTHERS),
                "timestamp'%s 00:00:00' - make_dt_interval(0, 0, 0, 10 * id) as sold_at"
                    .formatted(DAY),
                "cast(id % 7 as int) as amount");
    return Map.of("visits", visits, "sales", sales);
  }
}
