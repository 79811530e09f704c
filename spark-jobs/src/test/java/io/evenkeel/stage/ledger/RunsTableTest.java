package io.evenkeel.stage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RunsTableTest {
  private static final Instant NOW = Instant.parse("2013-07-03T21:00:00Z");
  private static final Slot SLOT = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 4));

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private final SparkSession spark = SparkTestSession.session();

  @Test
  public void showsFactsAsColumnsOnceForEachRunAlsoWhenAnOlderOneEndsLast() {
    RunsTable table = new RunsTable(spark, folder.getRoot() + "/runs");
    RunRecord second = run(2, RunState.DONE, done());
    RunRecord first = run(1, RunState.FENCED, Map.of("error", "it's \"fenced\"\n"));
    table.append(second);
    table.append(first);
    assertThat(table.append(second).version()).as("told again").isEqualTo(1);

    Map<String, Row> rows = rows(table.path());
    assertThat(rows).containsOnlyKeys("1 FENCED", "2 DONE");
    Row done = rows.get("2 DONE");
    assertThat(done.<Long>getAs("rows_in")).isEqualTo(129L);
    assertThat(done.<Object>getAs("key_hash_sum_in")).hasToString("-12345678901234567890123");
    assertThat(done.<Double>getAs("rows_per_second")).isEqualTo(412000.0);
    assertThat(done.getJavaMap(done.fieldIndex("input_versions"))).isEqualTo(Map.of("flights", 7L));
    assertThat(done.getJavaMap(done.fieldIndex("stage_seconds"))).isEqualTo(Map.of("done", 1.5));
    assertThat(done.<String>getAs("error")).isNull();
    assertThat(rows.get("1 FENCED").<String>getAs("error")).isEqualTo("it's \"fenced\"\n");
    assertThat(rows.get("1 FENCED").<Long>getAs("rows_in")).isNull();
    assertThat(spark.read().format("delta").load(table.path()).schema().fields())
        .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank());
  }

  @Test
  public void givesATableOfAnEarlierVersionTheColumnsThatItLacks() {
    RunsTable table = new RunsTable(spark, folder.getRoot() + "/runs");
    spark
        .sql("select 'r-0' as run_id, 7 as generation, 'DONE' as state")
        .write()
        .format("delta")
        .save(table.path());
    table.append(run(2, RunState.DONE, Map.of("cutoff", "2013-07-03T20:00:00Z")));
    Map<String, Row> rows = rows(table.path());
    assertThat(rows.get("7 DONE").<Object>getAs("cutoff")).isNull();
    assertThat(rows.get("2 DONE").<java.sql.Timestamp>getAs("cutoff").toInstant())
        .isEqualTo("2013-07-03T20:00:00Z");
  }

  private Map<String, Row> rows(String path) {
    Map<String, Row> rows = new LinkedHashMap<>();
    spark
        .read()
        .format("delta")
        .load(path)
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("generation") + " " + row.getAs("state"), row));
    return rows;
  }

  private static Map<String, Object> done() {
    return Map.of(
        "rows_in",
        129L,
        "key_hash_sum_in",
        "-12345678901234567890123",
        "rows_per_second",
        412000.0,
        "input_versions",
        Map.of("flights", 7L));
  }

  private static RunRecord run(int generation, RunState end, Map<String, Object> facts) {
    Map<RunState, Instant> states = new LinkedHashMap<>();
    states.put(RunState.CLAIMED, NOW);
    states.put(end, NOW.plusMillis(1500));
    Claim claim = new Claim(SLOT, new Generation(generation), RunId.next(NOW));
    return new RunRecord(claim, states, facts, generation == 1);
  }
}
