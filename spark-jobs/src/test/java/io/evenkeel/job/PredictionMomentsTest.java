package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.settings.EarlyRows;
import io.evenkeel.stage.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two rides, at noon and at midnight, and tables that were committed in between. */
public class PredictionMomentsTest {
  private static final Instant EIGHT = Instant.parse("2024-01-02T20:00:00Z");
  private static final Instant NINE = Instant.parse("2024-01-02T21:00:00Z");
  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride, keys { rider = string }, date = "to_date(at)", as_of = at }
        sources {
          payments { table = payments, keys { rider = rider }, event_time = at, delay = 0s }
          visits { table = visits, keys { rider = rider }, event_time = at, delay = 0s }
          riders { table = riders, kind = states, keys { rider = rider }, valid = always }
        }
        columns {
          spent { from = payments, agg = "count(*)", window = 1d, empty = 0, missing = reject, type = int64 }
          seen { from = visits, agg = "count(*)", window = 1d, empty = 0, missing = reject, type = int64 }
          known { from = riders, expr = "true", missing = false, type = bool }
        }
      }
      """;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final SparkSession SPARK = SparkTestSession.session();

  @BeforeClass
  public static void writeTables() throws IOException {
    Files.writeString(FOLDER.getRoot().toPath().resolve("rides.conf"), RIDES);
    write("rides", Instant.parse("2024-01-01T00:00:00Z"));
    write("payments", NINE);
    write("visits", EIGHT);
    write("riders", Instant.parse("2023-01-01T00:00:00Z"));
    for (String table : List.of("rides", "payments", "visits", "riders")) {
      SPARK.sql("select 'A' as rider").write().parquet(tables("parquet").resolve(table).toString());
    }
  }

  @Test
  public void takesTheEarliestCommitOfTablesOfEvents() {
    CutOff cutOff = CutOff.of(set(), inputs(), Optional.empty());
    assertThat(cutOff.at()).contains(EIGHT);
    assertThat(cutOff.origin()).isEqualTo("visits@v0");
  }

  @Test
  public void prefersTheCutOffThatIsGiven() {
    CutOff cutOff = CutOff.of(set(), inputs(), Optional.of(NINE));
    assertThat(cutOff.facts()).containsEntry("cutoff", "2024-01-02T21:00:00Z");
    assertThat(cutOff.facts()).containsEntry("cutoff_origin", "given");
  }

  @Test
  public void judgesNothingWhereNoTableOfEventsHasVersions() {
    PinnedTables inputs =
        PinnedTables.of(set(), new Warehouse(SPARK, tables("parquet").toString()));
    CutOff cutOff = CutOff.of(set(), inputs, Optional.empty());
    assertThat(cutOff.at()).isEmpty();
    assertThat(new PredictionMoments(cutOff, EarlyRows.REFUSE).count(spine()).early()).isZero();
  }

  @Test
  public void refusesARunWhoseTablesAreOlderThanItsRows() {
    PredictionMoments moments = moments(EarlyRows.REFUSE);
    PredictionMoments.Counted counted = moments.count(spine());
    assertThat(counted.spine().rows()).isEqualTo(2);
    assertThat(counted.early()).isEqualTo(1);
    assertThatThrownBy(() -> moments.require(counted))
        .isInstanceOf(EvenkeelException.class)
        .satisfies(e -> assertThat(((EvenkeelException) e).fault()).isEqualTo(Fault.RETRYABLE))
        .hasMessageContaining("1 of 2 rows")
        .hasMessageContaining("2024-01-02T20:00:00Z (visits@v0)");
  }

  @Test
  public void sendsRowsThatComeTooEarlyToQuarantineBesideTheirOtherBreaches() {
    Dataset<Row> rows =
        spine()
            .selectExpr(
                "*",
                "array(named_struct('column', 'c', 'reason', 'missing', 'value', null)) as _breaches");
    PredictionMoments moments = moments(EarlyRows.QUARANTINE);
    moments.require(moments.count(spine()));
    assertThat(
            moments
                .judged(rows)
                .selectExpr("_row_id", "transform(_breaches, b -> b.reason) as reasons")
                .orderBy("_row_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + row.getList(1)))
        .containsExactly("midnight[missing, before_prediction_moment]", "noon[missing]");
  }

  @Test
  public void leavesRowsAsTheyAreWhereTheyAreOnlyFlagged() {
    PredictionMoments moments = moments(EarlyRows.FLAG);
    Dataset<Row> rows = spine();
    moments.require(moments.count(rows));
    assertThat(moments.judged(rows)).isSameAs(rows);
    assertThat(moments.key()).isEmpty();
  }

  private PredictionMoments moments(EarlyRows policy) {
    return new PredictionMoments(CutOff.of(set(), inputs(), Optional.empty()), policy);
  }

  private Dataset<Row> spine() {
    return SPARK.sql(
        "select _row_id, cast(at as timestamp) as _as_of from values"
            + " ('noon', '2024-01-02 12:00:00Z'), ('midnight', '2024-01-03 00:00:00Z') as t(_row_id, at)");
  }

  private static FeatureSet set() {
    return Definitions.read(FOLDER.getRoot().toPath().resolve("rides.conf"));
  }

  private static PinnedTables inputs() {
    return PinnedTables.of(set(), new Warehouse(SPARK, tables("delta").toString()));
  }

  private static void write(String table, Instant committed) throws IOException {
    Path path = tables("delta").resolve(table);
    SPARK.sql("select 'A' as rider").write().format("delta").save(path.toString());
    Path commit = path.resolve("_delta_log/00000000000000000000.json");
    Files.setLastModifiedTime(commit, FileTime.from(committed));
  }

  private static Path tables(String format) {
    return FOLDER.getRoot().toPath().resolve(format);
  }
}
