package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.Test;

public class DurationsTest {
  @Test
  public void areAWholeNumberAndAUnit() {
    assertThat(Durations.of("7d")).contains(Duration.ofDays(7));
    assertThat(Durations.of("6h")).contains(Duration.ofHours(6));
    assertThat(Durations.of("30m")).contains(Duration.ofMinutes(30));
    assertThat(Durations.of("90s")).contains(Duration.ofSeconds(90));
    assertThat(Durations.of("500ms")).contains(Duration.ofMillis(500));
    assertThat(Durations.of(" 250 us ")).contains(Duration.of(250, ChronoUnit.MICROS));
    assertThat(Durations.of("0d")).contains(Duration.ZERO);
  }

  @Test
  public void areNothingElse() {
    for (String text : new String[] {"", "7", "d", "-7d", "1.5h", "7 days", "1d12h", "7ns", "٧d"}) {
      assertThat(Durations.of(text)).as(text).isEmpty();
    }
  }

  @Test
  public void areAtMostACentury() {
    assertThat(Durations.of("36525d")).isPresent();
    assertThat(Durations.of("36526d")).isEmpty();
    assertThat(Durations.of("999999999999999999us")).isEmpty();
    assertThat(Durations.of("999999999999999999d")).isEmpty();
  }

  @Test
  public void areWrittenInTheLargestUnit() {
    assertThat(Durations.canonical(Duration.ofDays(7))).isEqualTo("7d");
    assertThat(Durations.canonical(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Durations.canonical(Duration.of(1_000_001, ChronoUnit.MICROS)))
        .isEqualTo("1000001us");
    assertThat(Durations.canonical(Duration.ZERO)).isEqualTo("0d");
  }

  @Test
  public void boundIntervalsThatAreNotEmpty() {
    assertThat(Durations.interval("[0d,3d)"))
        .contains(new Durations.Interval(Duration.ZERO, Duration.ofDays(3)));
    for (String text : new String[] {"[0d,0d)", "[3d,1d)", "[0d,3d]", "(0d,3d)", "0d,3d", "[0d)"}) {
      assertThat(Durations.interval(text)).as(text).isEmpty();
    }
  }
}
