package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

/** Labels alone are those of an export, and only the label's source is read for them. */
public class LabelsTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 1, 31);
  private static final Instant CUTOFF = Instant.parse("2024-01-20T00:00:00Z");

  private static final Scene SCENE =
      Scene.of(
              """
              features.trips {
                version = 1, timezone = UTC
                spine {
                  table = asked, row_id = id, keys { rider = string, id = string }
                  date = "to_date(at)", as_of = at
                  row { region = "upper(area)" }
                }
                sources {
                  rides { table = rides, keys { rider = rider, id = trip }, event_time = at, known_at = known }
                }
                columns {
                  rides_7d { from = rides, by = [rider], agg = "count(*)", window = 7d, empty = 0, type = int64, missing = reject }
                  twice { expr = "2 * rides_7d", type = int64, missing = reject }
                }
                label.late { from = rides, by = [id], agg = "max(delay) >= 15", window = "[0d,2d)", mature_after = 1d, type = int8 }
              }
              """)
          .table(
              "asked",
              "id string, rider string, at timestamp, area string",
              "'a', 'A', '2024-01-05 12:00:00', 'north'",
              "'b', 'A', '2024-01-06 12:00:00', null",
              "'c', 'B', '2024-01-07 12:00:00', 'south'",
              "'d', 'B', '2024-01-19 12:00:00', 'south'",
              "'e', 'B', '2024-01-08 12:00:00', 'south'",
              "'e', 'C', '2024-01-08 13:00:00', 'south'")
          .table(
              "rides",
              "trip string, rider string, at timestamp, known timestamp, delay int",
              "'a', 'A', '2024-01-05 13:00:00', '2024-01-05 13:00:00', 20",
              "'b', 'A', '2024-01-06 13:00:00', '2024-01-06 13:00:00', 3",
              "'d', 'B', '2024-01-19 13:00:00', '2024-01-19 13:00:00', 30");

  @Test
  public void areThoseOfLabelledRows() {
    Dataset<Row> labels = labels(List.of());
    assertThat(labels.columns()).doesNotContain("rides_7d", "twice");
    assertThat(labels.select(FeatureRows.ROW_ID, FeatureRows.AS_OF, "late").collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            SCENE
                .labelled(CUTOFF)
                .select(FeatureRows.ROW_ID, FeatureRows.AS_OF, "late")
                .collectAsList());
    assertThat(Scene.only(labels, "a").<Byte>getAs("late")).isEqualTo((byte) 1);
    assertThat(Scene.only(labels, "b").<Byte>getAs("late")).isEqualTo((byte) 0);
  }

  @Test
  public void areMissingWithoutAnEventAndBeforeTheyAreMature() {
    Dataset<Row> labels = labels(List.of());
    for (String id : List.of("c", "d")) {
      Row row = Scene.only(labels, id);
      assertThat(row.isNullAt(row.fieldIndex("late"))).as(id).isTrue();
    }
  }

  @Test
  public void carryColumnsOfTheSpine() {
    Dataset<Row> labels = labels(List.of("region", "rider"));
    assertThat(Scene.only(labels, "a").<String>getAs("region")).isEqualTo("NORTH");
    assertThat(Scene.only(labels, "c").<String>getAs("rider")).isEqualTo("B");
    Row missing = Scene.only(labels, "b");
    assertThat(missing.isNullAt(missing.fieldIndex("region"))).isTrue();
  }

  @Test
  public void haveABreachOnEachCopyOfARow() {
    List<Row> copies = labels(List.of()).where(FeatureRows.ROW_ID + " = 'e'").collectAsList();
    assertThat(copies).hasSize(2);
    assertThat(copies).allSatisfy(row -> assertThat(Scene.breaches(row)).isNotEmpty());
  }

  @Test
  public void refuseAColumnThatTheSpineDoesNotHave() {
    assertThatThrownBy(() -> labels(List.of("colour")))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("[colour] are not columns of the spine; possible are [id, rider")
        .hasMessageContaining("region");
  }

  private static Dataset<Row> labels(List<String> carried) {
    return new FeatureEngine().labels(SCENE.set(), SCENE::table, FIRST, LAST, CUTOFF, carried);
  }
}
