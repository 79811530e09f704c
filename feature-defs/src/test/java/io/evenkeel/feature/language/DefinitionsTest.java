package io.evenkeel.feature.language;

import static io.evenkeel.feature.language.DefinitionFile.FLIGHTS;
import static io.evenkeel.feature.language.DefinitionFile.column;
import static io.evenkeel.feature.language.DefinitionFile.flights;
import static io.evenkeel.feature.language.DefinitionFile.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Aggregate.Comparison;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.ValuePolicy.Missing;
import io.evenkeel.feature.ValuePolicy.Nan;
import io.evenkeel.feature.ValuePolicy.OnViolation;
import io.evenkeel.feature.ValuePolicy.Range;
import io.evenkeel.feature.ValuePolicy.Unknown;
import io.evenkeel.feature.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DefinitionsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder;

  @Before
  public void findFolder() {
    folder = temporary.getRoot().toPath();
  }

  private FeatureSet read(String text) {
    return Definitions.read(write(folder, text));
  }

  @Test
  public void readsTheSetAndItsSpine() {
    FeatureSet set = read(FLIGHTS);

    assertThat(set.name()).isEqualTo("flight_delay");
    assertThat(set.version()).isEqualTo(1);
    assertThat(set.timezone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(set.spine().table()).isEqualTo("schedule");
    assertThat(set.spine().keys())
        .containsEntry("route", "string")
        .containsOnlyKeys("carrier", "flight_id", "origin", "route", "tail_number");
    assertThat(set.spine().row()).isEqualTo(Map.of("route", "concat(origin, '-', destination)"));
    assertThat(set.spine().where()).isEmpty();
  }

  @Test
  public void readsEventsThatTellWhenTheyWereKnown() {
    assertThat(read(FLIGHTS).sources().get("flights"))
        .isEqualTo(
            new Source.Events(
                "flights",
                "flights",
                Map.of("carrier", "carrier", "origin", "origin", "flight_id", "flight_id"),
                "event_time",
                new Source.Availability.KnownAt("known_at"),
                Optional.of(new Source.Dedup(List.of("flight_id"))),
                Optional.of("cancelled = false"),
                Map.of("late", "arrival_delay >= 15")));
  }

  @Test
  public void readsEventsThatAreKnownAfterADelay() {
    Source.Events weather = (Source.Events) read(FLIGHTS).sources().get("weather");

    assertThat(weather.availability())
        .isEqualTo(new Source.Availability.Delay(Duration.ofHours(1)));
    assertThat(weather.dedup()).isEmpty();
  }

  @Test
  public void readsStatesThatHoldAlwaysOrForATime() {
    FeatureSet always = read(FLIGHTS);
    FeatureSet forATime =
        read(flights("valid = always", "known_at = loaded, valid { from = start, to = stop }"));

    assertThat(((Source.States) always.sources().get("planes")).validity()).isEmpty();
    assertThat((Source.States) forATime.sources().get("planes"))
        .returns(Optional.of(new Source.Validity("start", "stop")), Source.States::validity)
        .returns(Optional.of("loaded"), Source.States::knownAt);
  }

  @Test
  public void ordersColumnsByName() {
    assertThat(read(FLIGHTS).columns())
        .extracting(FeatureColumn::name)
        .containsExactly(
            "carrier", "carrier_delay_7d", "flights_day", "month", "ratio", "seats", "temperature");
  }

  @Test
  public void readsAnAggregateOverElapsedTime() {
    assertThat(column(read(FLIGHTS), "carrier_delay_7d"))
        .isEqualTo(
            new Aggregated(
                "carrier_delay_7d",
                FeatureType.FLOAT32,
                new ValuePolicy(
                    new Missing.Keep(),
                    Nan.KEEP,
                    List.of(),
                    new Unknown.Reject(),
                    Optional.empty(),
                    OnViolation.REJECT),
                "flights",
                List.of("carrier"),
                new Aggregate(
                    Function.AVG,
                    "arrival_delay",
                    Optional.empty(),
                    Optional.of("0"),
                    Optional.empty()),
                new Window.Elapsed(Duration.ofDays(7)),
                List.of()));
  }

  @Test
  public void readsACalendarWindow() {
    assertThat(((Aggregated) column(read(FLIGHTS), "flights_day")).window())
        .isEqualTo(new Window.Calendar(1, ZoneId.of("America/New_York")));
  }

  @Test
  public void matchesAllKeysOfTheSourceByDefault() {
    FeatureSet set = read(flights("by = [carrier], agg", "agg"));

    assertThat(((Aggregated) column(set, "temperature")).by()).containsExactly("origin");
    assertThat(((Aggregated) column(set, "carrier_delay_7d")).by())
        .containsExactly("carrier", "flight_id", "origin");
  }

  @Test
  public void readsCategoriesAndRanges() {
    FeatureSet set = read(FLIGHTS);

    assertThat(column(set, "carrier").policy().values()).containsExactly("UA", "AA");
    assertThat(column(set, "carrier").policy().unknown()).isEqualTo(new Unknown.Other("other"));
    assertThat(column(set, "month").policy().range()).contains(new Range(1, 12));
    assertThat(column(set, "ratio").policy().missing()).isEqualTo(new Missing.Fill("-1"));
    assertThat(column(set, "temperature").policy().nan()).isEqualTo(Nan.MISSING);
  }

  @Test
  public void readsALabelWithAComparison() {
    var label = read(FLIGHTS).label().orElseThrow();

    assertThat(label.name()).isEqualTo("late");
    assertThat(label.aggregate().function()).isEqualTo(Function.MAX);
    assertThat(label.aggregate().argument()).isEqualTo("arrival_delay");
    assertThat(label.aggregate().comparison()).contains(new Comparison(">=", "15"));
    assertThat(label.from()).isZero();
    assertThat(label.to()).isEqualTo(Duration.ofDays(3));
    assertThat(label.matureAfter()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  public void resolvesSubstitutionsAndIncludes() {
    write(folder, "shared/lengths.conf", "shared.week = 7d");

    FeatureSet set =
        read(
            "include \"shared/lengths.conf\"\n"
                + flights("window = 7d", "window = ${shared.week}"));

    assertThat(set).isEqualTo(read(FLIGHTS));
  }

  @Test
  public void refusesAnIncludeFromOutsideItsFolder() {
    write(folder, "secret.conf", "shared.week = 7d");
    Path file = write(folder, "sets/flight_delay.conf", "include \"../secret.conf\"\n" + FLIGHTS);

    assertThatThrownBy(() -> Definitions.read(file))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("lies outside the definitions' folder");
  }

  @Test
  public void refusesAnIncludeThatIsNotThere() {
    assertThatThrownBy(() -> read("include \"lengths.conf\"\n" + FLIGHTS))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("'lengths.conf'");
  }

  @Test
  public void seesNoEnvironmentVariable() {
    assertThatThrownBy(() -> read(flights("table = schedule", "table = ${PATH}")))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("PATH");
  }

  @Test
  public void namesTheLineOfASyntaxError() {
    assertThatThrownBy(() -> read("features.flight_delay {\n  version = = 1\n}"))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("flight_delay.conf: 2");
  }

  @Test
  public void readsANamedSetOfAFolder() {
    write(folder, FLIGHTS);

    assertThat(Definitions.named(folder, "flight_delay").name()).isEqualTo("flight_delay");
    assertThat(Definitions.names(folder)).containsExactly("flight_delay");
  }

  @Test
  public void listsTheDefinedSetsWhereOneIsUnknown() {
    write(folder, FLIGHTS);
    write(folder, "rides.conf", FLIGHTS);

    assertThatThrownBy(() -> Definitions.named(folder, "flight_dealy"))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessageContaining("No feature set 'flight_dealy'")
        .hasMessageContaining("did you mean 'flight_delay'?")
        .hasMessageContaining("Possible are [flight_delay, rides]");
  }

  @Test
  public void refusesAFileNamedForAnotherSet() {
    write(folder, "rides.conf", FLIGHTS);

    assertThatThrownBy(() -> Definitions.named(folder, "rides"))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("possible is one name for both");
  }
}
