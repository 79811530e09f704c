package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.Test;

/** Cases that were computed by hand. Key A, 2 hours: e1 to e4 below; e3 is known late. */
public class AcceptanceTest {
  private static final String[] TRIPS = {
    "'A', 'e1', '2024-01-01 10:00:00', '2024-01-01 10:00:05', 10",
    "'A', 'e2', '2024-01-01 11:00:00', '2024-01-01 11:00:05', 20",
    "'A', 'e3', '2024-01-01 11:30:00', '2024-01-01 13:00:00', 40",
    "'A', 'e4', '2024-01-01 12:00:00', '2024-01-01 12:00:00', 80",
    "'B', 'e5', '2024-01-01 11:15:00', '2024-01-01 11:15:00', null",
    "null, 'e6', '2024-01-01 11:00:00', '2024-01-01 11:00:00', 999"
  };
  private static final String TRIP =
      "rider string, trip string, ts timestamp, known timestamp, amount int";

  private static final String SPINE =
      """
      version = 1, timezone = "UTC"
      spine { table = requests, row_id = request, keys { rider = string }
              date = "to_date(at)", as_of = at }
      """;

  /** Returns how windows are folded. */
  WindowStrategy strategy() {
    return new BucketJoin();
  }

  private Scene asked(String definition) {
    return Scene.of(definition).through(strategy());
  }

  private Scene trips(String known, String... requests) {
    return scene(known, "", TRIPS, requests);
  }

  private Scene scene(String known, String dedup, String[] trips, String... requests) {
    return asked(
            """
            features.trips { %s
              sources.trips { table = trips, event_time = ts, %s, keys { rider = rider }, %s }
              columns {
                total { from = trips, agg = "sum(amount)", window = 2h, type = float64, missing = keep }
                trips { from = trips, agg = "count(*)", window = 2h, empty = 0, type = int64, missing = reject }
                amounts { from = trips, agg = "count(amount)", window = 2h, empty = -1, type = int64, missing = reject }
                latest { from = trips, agg = "last(amount)", window = 2h, type = float32, missing = keep }
              }
            }
            """
                .formatted(SPINE, known, dedup))
        .table("trips", TRIP, trips)
        .table("requests", "request string, rider string, at timestamp", requests);
  }

  private static void holds(Row row, Double total, long trips, Float latest) {
    assertThat(row.<Double>getAs("total")).isEqualTo(total);
    assertThat(row.<Long>getAs("trips")).isEqualTo(trips);
    assertThat(row.<Float>getAs("latest")).isEqualTo(latest);
    assertThat(Scene.breaches(row)).isEmpty();
  }

  @Test
  public void case01SeesWhatWasKnownAtTheMoment() {
    Row row = trips("known_at = known", "'1', 'A', '2024-01-01 12:00:00'").row("1");
    holds(row, 30.0, 2, 20f);
  }

  @Test
  public void case02DropsTheEventAtTheStartAMillisecondLater() {
    holds(trips("known_at = known", "'1', 'A', '2024-01-01 12:00:00.001'").row("1"), 100.0, 2, 80f);
  }

  @Test
  public void case03TakesTheLastByEventTimeNotByKnowledge() {
    holds(trips("known_at = known", "'1', 'A', '2024-01-01 13:00:00'").row("1"), 140.0, 3, 80f);
  }

  @Test
  public void case04EndsTheWindowEarlierByADelay() {
    holds(trips("delay = 1h", "'1', 'A', '2024-01-01 13:00:00'").row("1"), 70.0, 3, 40f);
  }

  @Test
  public void case05SeesACorrectionOnlyOnceItIsKnown() {
    String[] corrected = TRIPS.clone();
    corrected[5] = "'A', 'e2', '2024-01-01 11:00:00', '2024-01-01 12:30:00', 25";
    Scene scene =
        scene(
            "known_at = known",
            "dedup { key = [trip] }",
            corrected,
            "'1', 'A', '2024-01-01 12:00:00'",
            "'2', 'A', '2024-01-01 13:00:00'");
    holds(scene.row("1"), 30.0, 2, 20f);
    holds(scene.row("2"), 145.0, 3, 80f);
  }

  @Test
  public void case06TellsEmptyFromNullAndKeepsRowsWithoutAKey() {
    Scene scene =
        trips(
            "known_at = known",
            "'1', 'B', '2024-01-01 12:00:00'",
            "'2', 'nobody', '2024-01-01 12:00:00'",
            "'3', null, '2024-01-01 12:00:00'");
    Row nulls = scene.row("1");
    holds(nulls, null, 1, null);
    assertThat(nulls.<Long>getAs("amounts")).isEqualTo(0L);
    for (String id : List.of("2", "3")) {
      holds(scene.row(id), null, 0, null);
      assertThat(scene.row(id).<Long>getAs("amounts")).isEqualTo(-1L);
    }
  }

  @Test
  public void case07AnswersEqualQuestionsOfSeveralRows() {
    Scene scene =
        trips(
            "known_at = known",
            "'1', 'A', '2024-01-01 12:00:00'",
            "'2', 'A', '2024-01-01 12:00:00'");
    assertThat(scene.rows().count()).isEqualTo(2);
    holds(scene.row("1"), 30.0, 2, 20f);
    holds(scene.row("2"), 30.0, 2, 20f);
  }

  @Test
  public void case08GivesTheSameRowInAnyCompany() {
    Row alone = trips("known_at = known", "'3', 'A', '2024-01-01 13:00:00'").row("3");
    Row together =
        trips(
                "known_at = known",
                "'1', 'A', '2024-01-01 12:00:00'",
                "'2', 'A', '2024-01-01 12:00:00.001'",
                "'3', 'A', '2024-01-01 13:00:00'")
            .row("3");
    assertThat(together).isEqualTo(alone);
  }

  @Test
  public void case09DoesNotCrossCompositeKeys() {
    Scene scene =
        asked(
                """
                features.pairs {
                  version = 1, timezone = "UTC"
                  spine { table = requests, row_id = id, keys { a = string, b = string }
                          date = "to_date(at)", as_of = at }
                  sources.events { table = events, event_time = ts, delay = 0s, keys { a = a, b = b } }
                  columns.total { from = events, agg = "sum(x)", window = 2h, type = int64, missing = reject }
                }
                """)
            .table(
                "events",
                "a string, b string, ts timestamp, x int",
                "'1', '11', '2024-01-01 11:00:00', 100",
                "'11', '1', '2024-01-01 11:00:00', 200")
            .table(
                "requests",
                "id string, a string, b string, at timestamp",
                "'p', '1', '11', '2024-01-01 12:00:00'",
                "'q', '11', '1', '2024-01-01 12:00:00'");
    assertThat(scene.row("p").<Long>getAs("total")).isEqualTo(100);
    assertThat(scene.row("q").<Long>getAs("total")).isEqualTo(200);
  }

  private Scene tied(String order) {
    return asked(
            """
            features.tied { %s
              sources.trips { table = trips, event_time = ts, known_at = known, keys { rider = rider } }
              columns {
                latest { from = trips, agg = "last(amount)", window = 2h, %s type = int32, missing = reject }
                earliest { from = trips, agg = "first(amount)", window = 2h, %s type = int32, missing = reject }
              }
            }
            """
                .formatted(SPINE, order, order))
        .table(
            "trips",
            TRIP,
            "'A', 'x', '2024-01-01 11:00:00', '2024-01-01 11:00:00', 1",
            "'A', 'y', '2024-01-01 11:00:00', '2024-01-01 11:30:00', 2",
            "'B', 'x', '2024-01-01 11:00:00', '2024-01-01 11:00:00', 7",
            "'B', 'y', '2024-01-01 11:00:00', '2024-01-01 11:30:00', 7")
        .table(
            "requests",
            "request string, rider string, at timestamp",
            "'1', 'A', '2024-01-01 12:00:00'",
            "'2', 'B', '2024-01-01 12:00:00'");
  }

  @Test
  public void case10DecidesTiesByOrder() {
    Row row = tied("order = [known, trip],").row("1");
    assertThat(row.<Integer>getAs("latest")).isEqualTo(2);
    assertThat(row.<Integer>getAs("earliest")).isEqualTo(1);
    assertThat(Scene.breaches(row)).isEmpty();
  }

  @Test
  public void case10RefusesTiesThatDiffer() {
    Scene scene = tied("");
    assertThat(Scene.breaches(scene.row("1")))
        .containsExactly("earliest: ambiguous (null)", "latest: ambiguous (null)");
    assertThat(scene.row("2").<Integer>getAs("latest")).isEqualTo(7);
    assertThat(Scene.breaches(scene.row("2"))).isEmpty();
  }

  @Test
  public void case11KnowsThatACalendarDayMayHave23Hours() {
    Row row =
        asked(
                """
                features.days { %s
                  sources.trips { table = trips, event_time = ts, known_at = ts, keys { rider = rider } }
                  columns {
                    elapsed { from = trips, agg = "count(*)", window = 24h, empty = 0, type = int64, missing = reject }
                    calendar { from = trips, agg = "count(*)", window { days = 1, calendar = "America/New_York" }
                               empty = 0, type = int64, missing = reject }
                  }
                }
                """
                    .formatted(SPINE))
            .table("trips", TRIP, "'A', 'e', '2024-03-10 04:30:00', '2024-03-10 04:30:00', 1")
            .table(
                "requests",
                "request string, rider string, at timestamp",
                "'1', 'A', '2024-03-11 04:00:00'")
            .row("1");
    assertThat(row.<Long>getAs("elapsed")).isEqualTo(1);
    assertThat(row.<Long>getAs("calendar")).isEqualTo(0);
  }

  private Scene amounts(String type, String columns, String... trips) {
    return asked(
            """
            features.amounts { %s
              sources.trips { table = trips, event_time = ts, delay = 0s, keys { rider = rider } }
              columns { %s }
            }
            """
                .formatted(SPINE, columns))
        .table("trips", "rider string, ts timestamp, amount " + type, trips)
        .table(
            "requests",
            "request string, rider string, at timestamp",
            "'1', 'A', '2024-12-20 12:01:01.923'");
  }

  @Test
  public void case12TakesTheNewerOfTwoDistantEvents() {
    Row row =
        amounts(
                "int",
                "latest { from = trips, agg = \"last(amount)\", window = 90d, type = int32, missing"
                    + " = reject }",
                "'A', '2024-11-01 00:00:00', 1",
                "'A', '2024-12-01 00:00:00', 2")
            .row("1");
    assertThat(row.<Integer>getAs("latest")).isEqualTo(2);
  }

  @Test
  public void case13ExcludesAnEventHalfAMinuteBeforeTheStart() {
    Row row =
        amounts(
                "int",
                "n { from = trips, agg = \"count(*)\", window = 10d, empty = 0, type = int32,"
                    + " missing = reject }",
                "'A', '2024-12-10 12:00:30', 1")
            .row("1");
    assertThat(row.<Integer>getAs("n")).isZero();
  }

  @Test
  public void case14AddsBeforeItRoundsToFloat32() {
    Row row =
        amounts(
                "float",
                "total { from = trips, agg = \"sum(amount)\", scale = 2, window = 10d, type ="
                    + " float32, missing = reject }",
                "'A', '2024-12-19 00:00:00', 16777216",
                "'A', '2024-12-19 00:00:01', 1",
                "'A', '2024-12-19 00:00:02', 1")
            .row("1");
    assertThat(row.<Float>getAs("total")).isEqualTo(16777218f);
  }

  @Test
  public void case15TakesNanAsMissingWhereDeclared() {
    Row row =
        amounts(
                "double",
                """
                total { from = trips, agg = "sum(amount)", scale = 2, window = 10d, nan = missing, type = float64, missing = keep }
                n { from = trips, agg = "count(amount)", window = 10d, nan = missing, empty = 0, type = int64, missing = reject }
                kept { from = trips, agg = "sum(amount)", scale = 2, window = 10d, type = float64, missing = keep }
                """,
                "'A', '2024-12-19 00:00:00', 1d",
                "'A', '2024-12-19 00:00:01', double('NaN')",
                "'A', '2024-12-19 00:00:02', 2d")
            .row("1");
    assertThat(row.<Double>getAs("total")).isEqualTo(3.0);
    assertThat(row.<Long>getAs("n")).isEqualTo(2);
    assertThat(row.<Double>getAs("kept")).isNaN();
  }

  @Test
  public void case16LabelsLookForwardAndMustBeMature() {
    Scene scene =
        asked(
                """
                features.churn { %s
                  sources.trips { table = trips, event_time = ts, known_at = ts, keys { rider = rider } }
                  columns.n { from = trips, agg = "count(*)", window = 2h, empty = 0, type = int64, missing = reject }
                  label.active { from = trips, agg = "count(*)", empty = 0, window = "[0d,28d)", mature_after = 2d, type = int64 }
                }
                """
                    .formatted(SPINE))
            .table(
                "trips",
                TRIP,
                "'A', 'at t', '2024-01-01 12:00:00', '2024-01-01 12:00:00', 1",
                "'A', 'at t+H', '2024-01-29 12:00:00', '2024-01-29 12:00:00', 1")
            .table(
                "requests",
                "request string, rider string, at timestamp",
                "'1', 'A', '2024-01-01 12:00:00'");
    Row mature = Scene.only(scene.labelled(Instant.parse("2024-01-31T12:00:00Z")), "1");
    assertThat(mature.<Long>getAs("active")).isEqualTo(1);
    assertThat(mature.<Long>getAs("n")).isZero();
    Row immature = Scene.only(scene.labelled(Instant.parse("2024-01-31T11:59:59.999999Z")), "1");
    assertThat(immature.<Long>getAs("active")).isNull();
  }

  @Test
  public void case17FoldsTheLastTwoOfThree() {
    Row row =
        amounts(
                "int",
                """
                most { from = trips, agg = "max(amount)", window = 2d, type = int32, missing = reject }
                least { from = trips, agg = "min(amount)", window = 2d, type = int32, missing = reject }
                spread { from = trips, agg = "stddev(amount)", window = 2d, type = float64, missing = reject }
                """,
                "'A', '2024-12-18 00:00:00', 10",
                "'A', '2024-12-19 00:00:00', 20",
                "'A', '2024-12-20 00:00:00', 5")
            .row("1");
    assertThat(row.<Integer>getAs("most")).isEqualTo(20);
    assertThat(row.<Integer>getAs("least")).isEqualTo(5);
    assertThat(row.<Double>getAs("spread")).isEqualTo(Math.sqrt(112.5));
  }
}
