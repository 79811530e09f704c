package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.job.QueryJob;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.Test;

/** What {@code ./evenkeel sql} answers. */
public class QueriesTest {
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();

  @BeforeClass
  public static void scoreADay() {
    var unused = LAKEHOUSE.score(LocalDate.of(2013, 7, 4));
  }

  @Test
  public void predictionsLatestHoldsEachModelsNewestDay() {
    Row newest =
        one("select count(*), count(distinct score_date), min(score_date) from predictions_latest");
    Row all =
        one(
            "select count_if(score_date = (select max(score_date) from predictions)),"
                + " 1L, max(score_date) from predictions");
    assertThat(newest).isEqualTo(all);
    assertThat(newest.getLong(0)).isPositive();
  }

  @Test
  public void driftOverTimeHasOnePsiOfEachFeatureADay() {
    assertThat(
            query(
                "select model, role, feature, score_date from drift_over_time"
                    + " group by all having count(*) > 1"))
        .isEmpty();
    String ofRuns = "select count(distinct feature) from drift_over_time where role = 'champion'";
    assertThat(one(ofRuns).getLong(0)).isEqualTo(49);
  }

  @Test
  public void aTableThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> query("select * from prediction"))
        .isInstanceOfSatisfying(
            EvenkeelException.class,
            refused -> assertThat(refused.next()).contains("predictions", "predictions_latest"));
  }

  @Test
  public void aStatementThatHidesAnInsertIsRefused() {
    for (String sql :
        List.of(
            "with x as (select 1) insert into runs select * from runs",
            "from runs insert into runs select * insert into runs select *",
            "delete from runs")) {
      assertThatThrownBy(() -> query(sql))
          .isInstanceOf(EvenkeelException.class)
          .hasMessageContaining("Only queries are answered here");
    }
  }

  private static Row one(String sql) {
    return query(sql).get(0);
  }

  private static List<Row> query(String sql) {
    return new QueryJob(LAKEHOUSE.spark(), LAKEHOUSE.settings(Map.of()).folders().tables())
        .run(sql)
        .collectAsList();
  }
}
