package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** The example that every user reads: it stays an example of everything. */
public class FlightDelayDefinitionTest {
  private static final FeatureSet SET = Definitions.named(Path.of(""), "flight_delay");

  @Test
  public void hasAColumnOfEveryKind() {
    assertThat(SET.columns()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(SET.columns())
        .hasAtLeastOneElementOfType(FeatureColumn.Expression.class)
        .hasAtLeastOneElementOfType(FeatureColumn.LookedUp.class)
        .hasAtLeastOneElementOfType(Aggregated.class);
    assertThat(SET.columns())
        .extracting(FeatureColumn::type)
        .contains(
            FeatureType.FLOAT32,
            FeatureType.INT32,
            FeatureType.INT64,
            FeatureType.BOOL,
            FeatureType.CATEGORY);
  }

  @Test
  public void aggregatesWithEveryFunctionButFirstAndMin() {
    assertThat(aggregated())
        .extracting(column -> column.aggregate().function())
        .contains(
            Aggregate.Function.AVG,
            Aggregate.Function.COUNT,
            Aggregate.Function.COUNT_DISTINCT,
            Aggregate.Function.LAST,
            Aggregate.Function.MAX,
            Aggregate.Function.SHARE,
            Aggregate.Function.STDDEV,
            Aggregate.Function.SUM);
  }

  @Test
  public void looksBackOverAWeekFourWeeksAndACalendarDay() {
    assertThat(aggregated())
        .extracting(Aggregated::window)
        .contains(
            new Window.Elapsed(Duration.ofDays(7)),
            new Window.Elapsed(Duration.ofDays(28)),
            new Window.Calendar(1, SET.timezone()));
  }

  @Test
  public void usesEveryKeyOfTheSpine() {
    List<String> keys = aggregated().stream().flatMap(column -> column.by().stream()).toList();
    assertThat(keys).contains("carrier", "origin", "destination", "route", "tail_number");
    assertThat(SET.label().orElseThrow().by()).containsExactly("flight_id");
  }

  @Test
  public void labelsNothingBeforeEveryOutcomeIsKnown() {
    assertThat(SET.label().orElseThrow())
        .extracting(label -> label.from(), label -> label.to(), label -> label.matureAfter())
        .containsExactly(Duration.ZERO, Duration.ofDays(3), Duration.ofDays(1));
  }

  private static List<Aggregated> aggregated() {
    return SET.columns().stream()
        .filter(Aggregated.class::isInstance)
        .map(Aggregated.class::cast)
        .toList();
  }
}
