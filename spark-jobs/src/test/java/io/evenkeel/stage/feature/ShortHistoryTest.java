package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** A table whose first event is at noon of 1 January, and rides on the two days after. */
public class ShortHistoryTest {
  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride, keys { rider = string }, date = "to_date(at)", as_of = at }
        sources {
          payments { table = payments, keys { rider = rider }, event_time = at, delay = 1h }
          visits { table = visits, keys { rider = rider }, event_time = at, delay = 0s }
        }
        columns {
          day { from = payments, agg = "count(*)", window = 1d, empty = 0, missing = reject, type = int64 }
          exactly { from = payments, agg = "count(*)", window = 23h, empty = 0, missing = reject, type = int64 }
          calendar { from = payments, agg = "count(*)", window { days = 1, calendar = UTC }, empty = 0, missing = reject, type = int64 }
          never { from = visits, agg = "count(*)", window = 1h, empty = 0, missing = reject, type = int64 }
          fixed { expr = "1", missing = reject, type = int64 }
        }
      }
      """;

  private final Scene scene =
      Scene.of(RIDES)
          .table(
              "rides",
              "ride string, rider string, at timestamp",
              "'a', 'A', '2024-01-02 12:00:00'",
              "'b', 'A', '2024-01-03 12:00:00'")
          .table(
              "payments",
              "rider string, at timestamp",
              "'A', '2024-01-01 12:00:00'",
              "'B', '2024-01-02 12:00:00'")
          .table("visits", "rider string, at timestamp");

  @Test
  public void countsRowsWhoseWindowStartsBeforeTheFirstEvent() {
    List<ShortHistory> found = found(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3));
    Instant starts = Instant.parse("2024-01-01T12:00:00Z");
    assertThat(found)
        .containsExactly(
            new ShortHistory("calendar", "payments", Optional.of(starts), 1),
            new ShortHistory("day", "payments", Optional.of(starts), 1),
            new ShortHistory("never", "visits", Optional.empty(), 2));
  }

  @Test
  public void findsNothingWhereTheTableReachesFarEnough() {
    LocalDate third = LocalDate.of(2024, 1, 3);
    assertThat(found(third, third)).extracting(ShortHistory::feature).containsExactly("never");
  }

  @Test
  public void hasNothingToSayOfADayWithoutRows() {
    LocalDate later = LocalDate.of(2024, 2, 1);
    assertThat(found(later, later)).isEmpty();
  }

  private List<ShortHistory> found(LocalDate from, LocalDate to) {
    return new FeatureEngine().query(scene.set(), scene::table, from, to).shortHistories();
  }
}
