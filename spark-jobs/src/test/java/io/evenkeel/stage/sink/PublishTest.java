package io.evenkeel.stage.sink;

import static io.evenkeel.stage.sink.Outcomes.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Failpoint;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PublishTest {
  private static final Instant NOW = Instant.parse("2013-07-03T21:00:00Z");
  private static final Slot FOURTH = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 4));
  private static final Slot FIFTH = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 5));
  private static final Provenance PROVENANCE =
      new Provenance("3", "a".repeat(64), "flight_delay", "b".repeat(64), NOW);
  private static final Gates GATES = new Gates(50, false);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private final SparkSession spark = SparkTestSession.session();
  private StagingArea staging;
  private PredictionsTable predictions;
  private QuarantineTable quarantine;

  @Before
  public void open() {
    staging = new StagingArea(spark, folder.getRoot() + "/staging");
    predictions = new PredictionsTable(spark, folder.getRoot() + "/tables/predictions");
    quarantine = new QuarantineTable(spark, folder.getRoot() + "/tables/quarantine");
  }

  @Test
  public void putsEveryColumnOfAScoredRowIntoTheTable() {
    Claim claim = claim(FOURTH, 1);
    publish(claim, outcomes().scored("UA1", 0.25, "late"));
    assertThat(rows("to_json(struct(*))").first().getString(0))
        .isEqualTo(
            ("{\"model\":\"flight_delay\",\"score_date\":\"2013-07-04\",\"row_id\":\"UA1\","
                    + "\"score\":0.25,\"class\":\"late\",\"model_version\":\"3\","
                    + "\"model_sha256\":\"%s\",\"feature_set\":\"flight_delay\","
                    + "\"feature_fingerprint\":\"%s\",\"run_id\":\"%s\",\"generation\":1,"
                    + "\"as_of\":\"2013-07-03T20:00:00.000Z\","
                    + "\"scored_at\":\"2013-07-03T21:00:00.000Z\"}")
                .formatted("a".repeat(64), "b".repeat(64), claim.run()));
  }

  @Test
  public void keepsFurtherOutputsByName() {
    Map<String, Double[]> outputs = Map.of("probabilities", new Double[] {0.25, 0.75});
    publish(claim(FOURTH, 1), outcomes().scored("UA1", 0.25, "late", outputs));
    assertThat(rows("outputs['probabilities'][1]", "size(outputs)").collectAsList())
        .containsExactly(RowFactory.create(0.75, 1));
  }

  @Test
  public void givesATableOfAnEarlierVersionTheColumnOfFurtherOutputs() {
    publish(claim(FOURTH, 1), outcomes().scored("UA1", 0.25, "late"));
    String earlier = folder.getRoot() + "/tables/earlier";
    rows("*")
        .drop("outputs")
        .write()
        .format("delta")
        .partitionBy("model", "score_date")
        .save(earlier);
    predictions = new PredictionsTable(spark, earlier);
    publish(
        claim(FIFTH, 1), outcomes().scored("UA2", 0.5, "late", Map.of("x", new Double[] {1.5})));
    assertThat(rows("row_id", "outputs['x'][0]").orderBy("row_id").collectAsList())
        .containsExactly(RowFactory.create("UA1", null), RowFactory.create("UA2", 1.5));
  }

  @Test
  public void commentsEveryColumnOfBothTables() {
    publish(claim(FOURTH, 1), outcomes().scored(1, 0.5));
    for (String path : List.of(predictions.path(), quarantine.path())) {
      assertThat(DeltaTable.forPath(spark, path).toDF().schema().fields())
          .as(path)
          .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank());
    }
  }

  @Test
  public void replacesTheSlotAndLeavesOtherDaysAlone() {
    publish(claim(FOURTH, 1), outcomes().scored(5, 0.1));
    publish(claim(FIFTH, 1), outcomes().scored(3, 0.2));
    publish(claim(FOURTH, 2), outcomes().scored(4, 0.3));
    assertThat(
            strings(
                "concat_ws(' ', score_date, generation, score, count(*))",
                "group by generation, score, score_date"))
        .containsExactlyInAnyOrder("2013-07-04 2 0.3 4", "2013-07-05 1 0.2 3");
  }

  @Test
  public void commitsOnceForTheSameClaim() {
    Claim claim = claim(FOURTH, 1);
    OnceOnly.Commit first = publish(claim, outcomes().scored(5, 0.1));
    OnceOnly.Commit second = publish(claim, outcomes().scored(5, 0.1));
    assertThat(second).isEqualTo(first);
    assertThat(first.rows()).isEqualTo(5);
  }

  @Test
  public void fencesAnOlderGeneration() {
    publish(claim(FOURTH, 2), outcomes().scored(5, 0.2));
    assertThatThrownBy(() -> publish(claim(FOURTH, 1), outcomes().scored(4, 0.1)))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED))
        .hasMessageContaining("left out version 1 of publish:flight_delay/champion/2013-07-04");
    assertThat(
            strings(
                "concat_ws(' ', generation, count(*))", "group by generation, score, score_date"))
        .containsExactly("2 5");
  }

  @Test
  public void fencesAnotherRunThatHasTheSameGeneration() {
    publish(claim(FOURTH, 1), outcomes().scored(5, 0.2));
    assertThatThrownBy(() -> publish(claim(FOURTH, 1), outcomes().scored(5, 0.2)))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED));
  }

  @Test
  public void backfillsAnOlderDayAfterANewerOne() {
    publish(claim(FIFTH, 1), outcomes().scored(5, 0.2));
    publish(claim(FOURTH, 1), outcomes().scored(3, 0.1));
    assertThat(strings("concat_ws(' ', score_date, count(*))", "group by score_date"))
        .containsExactlyInAnyOrder("2013-07-04 3", "2013-07-05 5");
  }

  @Test
  public void keepsAwkwardKeysAndClassesAsTheyAre() {
    Outcomes awkward = outcomes();
    Outcomes.awkwardKeys().forEach(key -> awkward.scored(key, 0.5, key));
    Outcomes.awkwardKeys().forEach(key -> awkward.quarantined("q" + key, key, "missing", key));
    publish(claim(FOURTH, 1), awkward);
    assertThat(strings("row_id", "")).containsExactlyInAnyOrderElementsOf(Outcomes.awkwardKeys());
    assertThat(strings("class", "")).containsExactlyInAnyOrderElementsOf(Outcomes.awkwardKeys());
    List<String> quarantined =
        spark
            .read()
            .format("delta")
            .load(quarantine.path())
            .selectExpr("breaches[0].column")
            .as(Encoders.STRING())
            .collectAsList();
    assertThat(quarantined).hasSize(Outcomes.awkwardKeys().size());
  }

  @Test
  public void emptiesADayOnlyWhereThatIsAllowed() {
    publish(claim(FOURTH, 1), outcomes().scored(5, 0.2));
    Outcomes none = outcomes();
    assertThatThrownBy(() -> publish(claim(FOURTH, 2), none))
        .hasMessageContaining("No row was scored");
    assertThat(strings("row_id", "")).hasSize(5);
    OnceOnly.Commit commit = publish(claim(FOURTH, 2), none, new Gates(0, true));
    assertThat(commit.rows()).isZero();
    assertThat(strings("row_id", "")).isEmpty();
  }

  @Test
  public void leavesOneResultWhenItStopsBeforeOrAfterTheCommit() {
    Outcomes rows = outcomes().scored(5, 0.2);
    int generation = 0;
    for (Failpoint point : List.of(Failpoint.BEFORE_COMMIT, Failpoint.AFTER_COMMIT)) {
      generation++;
      Claim claim = claim(FOURTH, generation);
      AuditedStage audited = audited(claim, rows, GATES);
      System.setProperty(Failpoint.PROPERTY, point + ":throw");
      try {
        assertThatThrownBy(() -> predictions.publish(claim, audited))
            .hasMessageContaining(point.name());
      } finally {
        System.clearProperty(Failpoint.PROPERTY);
      }
      OnceOnly.Commit commit = predictions.publish(claim, audited);
      assertThat(commit.rows()).as(point.name()).isEqualTo(5);
      assertThat(commit.version()).as(point.name()).isEqualTo(generation);
      assertThat(strings("run_id", ""))
          .as(point.name())
          .hasSize(5)
          .containsOnly(claim.run().value());
    }
  }

  @Test
  public void publishesTheQuarantineWithItsReasons() {
    publish(
        claim(FOURTH, 1),
        outcomes().scored(3, 0.1).quarantined(null, "_row_id", "null_row_id", null));
    assertThat(
            spark
                .read()
                .format("delta")
                .load(quarantine.path())
                .selectExpr("to_json(struct(row_id, reason, column, value, breaches, row))")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly(
            "{\"reason\":\"null_row_id\",\"column\":\"_row_id\","
                + "\"breaches\":[{\"column\":\"_row_id\",\"reason\":\"null_row_id\"}],"
                + "\"row\":\"{\\\"_row_id\\\":null}\"}");
  }

  private OnceOnly.Commit publish(Claim claim, Outcomes rows) {
    return publish(claim, rows, GATES);
  }

  private OnceOnly.Commit publish(Claim claim, Outcomes rows, Gates gates) {
    AuditedStage audited = audited(claim, rows, gates);
    quarantine.publish(claim, audited, NOW);
    return predictions.publish(claim, audited);
  }

  private AuditedStage audited(Claim claim, Outcomes rows, Gates gates) {
    Stage stage = staging.write(claim, PROVENANCE, rows.in(spark));
    return new Audit(spark).of(stage).admit(stage, rows.spine(spark), gates);
  }

  private Dataset<Row> rows(String... select) {
    return spark.sql(
        "select " + String.join(", ", select) + " from delta.`" + predictions.path() + "`");
  }

  private List<String> strings(String expression, String rest) {
    return spark
        .sql("select " + expression + " from delta.`" + predictions.path() + "` " + rest)
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static Claim claim(Slot slot, int generation) {
    return new Claim(slot, new Generation(generation), RunId.next(NOW));
  }
}
