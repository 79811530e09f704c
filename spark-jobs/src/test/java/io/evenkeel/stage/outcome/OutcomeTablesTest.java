package io.evenkeel.stage.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.delta.AlertsTable;
import io.evenkeel.retrain.RetrainRules;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is in the tables after two reports of one place, and one of another day and span each. */
public class OutcomeTablesTest {
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);
  private static final Instant NOW = Instant.parse("2013-07-09T00:00:00Z");
  private static final String OF_THE_DAY =
      "score_date = DATE'2013-07-04' and days = 1 and group_key = ''";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static OutcomeTables tables = new OutcomeTables(SparkTestSession.session(), "");
  private static SlicedFigures figures = new SlicedFigures(List.of(), Map.of());

  @BeforeClass
  public static void writeReports() throws IOException {
    tables = new OutcomeTables(SparkTestSession.session(), FOLDER.newFolder("tables").toString());
    LabelledRows rows = new LabelledRows().group("north", 10, 31).group("islands", 9, 9);
    figures = new ClassifierOutcomes(10).measure(rows.grouped("region"), 10);
    tables.write(report(DAY, 1, 40));
    tables.write(report(DAY, 7, 60));
    tables.write(report(DAY.plusDays(1), 1, 50));
    tables.write(report(DAY, 1, 70));
  }

  @Test
  public void leaveOneResultWhereAReportIsMadeAgain() {
    assertThat(table(OutcomeTables.METRIC).where(OF_THE_DAY + " and metric = 'accuracy'").count())
        .isEqualTo(1);
    assertThat(number("labelled")).isEqualTo(70);
    assertThat(table(AlertsTable.NAME).where("metric = 'accuracy'").count()).isEqualTo(3);
  }

  @Test
  public void keepOtherDaysAndOtherSpans() {
    assertThat(
            table(OutcomeTables.METRIC)
                .where("metric = 'labelled'")
                .orderBy("score_date", "days")
                .collectAsList())
        .extracting(row -> row.<Double>getAs("value"))
        .containsExactly(70.0, 60.0, 50.0);
    assertThat(table(OutcomeTables.DECISION).count()).isEqualTo(3);
    assertThat(table(AlertsTable.NAME).select("feature").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("_outcome", "_outcome_7d");
  }

  @Test
  public void commentEveryColumn() {
    for (String name : List.of(OutcomeTables.METRIC, OutcomeTables.DECISION, AlertsTable.NAME)) {
      assertThat(table(name).schema().fields())
          .allSatisfy(
              field ->
                  assertThat(field.getComment().isDefined())
                      .as("%s.%s", name, field.name())
                      .isTrue());
    }
  }

  @Test
  public void haveTheCalibrationErrorThatSqlRecomputes() {
    table(OutcomeTables.METRIC).createOrReplaceTempView("outcome_metric");
    double told = number(MetricNames.ECE);
    Row computed =
        SparkTestSession.session()
            .sql(
                OutcomeTables.CALIBRATION_SQL
                    .replace(":model", "'flight_delay'")
                    .replace(":date", "DATE'2013-07-04'")
                    .replace(":days", "1"))
            .first();
    assertThat(computed.getDouble(0)).isCloseTo(told, within(1e-12));
  }

  @Test
  public void haveAStatusForWhatHasNoValue() {
    Row small =
        table(OutcomeTables.METRIC)
            .where("group_key = 'region' and group_value = 'islands'")
            .where("metric = 'selection_rate'")
            .first();
    assertThat(small.<String>getAs("status")).isEqualTo("TOO_FEW");
    assertThat(small.isNullAt(small.fieldIndex("value"))).isTrue();
    assertThat(table(OutcomeTables.METRIC).where("isnan(value) or isnan(lo) or isnan(hi)").count())
        .isZero();
  }

  @Test
  public void recordThePathOfTheDecision() {
    Row decision = table(OutcomeTables.DECISION).first();
    assertThat(decision.<String>getAs("action")).isEqualTo("retrain_now");
    assertThat(decision.<String>getAs("decided_by")).isEqualTo("accuracy");
    List<Row> path = decision.getList(decision.fieldIndex("path"));
    assertThat(path)
        .extracting(rule -> rule.getString(0))
        .containsExactly("accuracy", "psi", "age");
    assertThat(path).extracting(rule -> rule.getBoolean(3)).containsExactly(true, false, false);
  }

  private static double number(String metric) {
    return table(OutcomeTables.METRIC)
        .where(OF_THE_DAY + " and metric = '%s'".formatted(metric))
        .first()
        .<Double>getAs("value");
  }

  private static Dataset<Row> table(String name) {
    return SparkTestSession.session().read().format("delta").load(tables.folder() + "/" + name);
  }

  private static OutcomeReport report(LocalDate date, int days, long labelled) {
    return OutcomeReport.assess(
        new OutcomeRun(
            new Slot("flight_delay", "champion", date), days, "r-1", "1", true, NOW, NOW),
        new Coverage(labelled + 3, labelled, 1, 2, 0),
        figures,
        new Baseline(Map.of("accuracy", .9, "auc", .7, "base_rate", .5), 1_000),
        new InputDrift(1, 0, OptionalDouble.of(.1), "rain"),
        LocalDate.of(2013, 5, 31),
        new OutcomeThresholds(10, .05, .02, .8),
        new RetrainRules(.02, .25, 3, 10));
  }
}
