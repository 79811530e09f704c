package io.evenkeel.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Names with quotes, line ends, markup and other letters, in what programs are told of a run. */
public class AwkwardNamesTest {
  private static final String NAME =
      "a\"b'c\\d\ne\rf\tg{h=\"i\"},<script>alert(1)</script> Zürich ✈ 😀";
  private static final LocalDate DAY = LocalDate.of(2013, 7, 4);
  private static final RunRecord RUN =
      new RunRecord(
          new Claim(
              new Slot("m.1-x_y", "champion", DAY), new Generation(1), RunId.next(Instant.EPOCH)),
          Map.of(RunState.CLAIMED, Instant.EPOCH, RunState.FAILED, Instant.EPOCH),
          Map.of(
              "quarantine_reasons",
              Map.of("UNKNOWN_CATEGORY of " + NAME, 3L),
              "input_versions",
              Map.of(NAME, 7L),
              "error",
              NAME,
              "feature_set",
              NAME),
          /* superseded= */ false);

  /** A line of Prometheus' text format 0.0.4. */
  private static final Pattern SAMPLE =
      Pattern.compile("[a-z_]+\\{(?:,?[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*} [-+0-9.eInf]+");

  private static final Pattern LABEL = Pattern.compile("reason=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  public void metricsKeepOneLineASampleAndTellTheNameWhole() {
    String text = RunMetrics.text(RUN);
    assertThat(text.split("\n", -1))
        .filteredOn(line -> !line.isEmpty() && !line.startsWith("# "))
        .allMatch(line -> SAMPLE.matcher(line).matches());
    Matcher label = LABEL.matcher(text);
    assertThat(label.find()).isTrue();
    assertThat(unescaped(label.group(1))).isEqualTo("UNKNOWN_CATEGORY of " + NAME);
  }

  @Test
  public void eventsAreOneLineOfJsonThatTellsTheNameWhole() throws IOException {
    String event = new LineageEvents(NAME, Path.of("/tables")).ended(RUN);
    assertThat(event).doesNotContain("\n", "\r");
    JsonNode read = new ObjectMapper().readTree(event);
    assertThat(read.at("/job/namespace").asText()).isEqualTo(NAME);
    assertThat(read.at("/run/facets/errorMessage/message").asText()).isEqualTo(NAME);
  }

  @Test
  public void aModelIsNeverCalledSo() {
    for (String name : List.of(NAME, "a b", "a/b", "../a", "a\"", "a'", "a\nb", "é", "<b>", "")) {
      assertThatThrownBy(() -> new Slot(name, "champion", DAY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must start with a letter or digit");
    }
  }

  private static String unescaped(String label) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else {
        char escaped = label.charAt(++i);
        text.append(escaped == 'n' ? '\n' : escaped);
      }
    }
    return text.toString();
  }
}
