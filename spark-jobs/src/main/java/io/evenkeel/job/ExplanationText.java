package io.evenkeel.job;

import io.evenkeel.feature.oracle.Candidate.Verdict;
import io.evenkeel.stage.verify.Explanation;
import io.evenkeel.stage.verify.Explanation.Looked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation for a person. */
final class ExplanationText {
  private static final String NONE = "-";

  private ExplanationText() {}

  /** Returns the lines: the row, the events, the steps, the value. */
  static String of(Explanation found, String column, int shown) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s  as_of %s"
            .formatted(found.rowId(), column, found.asOf().map(Instant::toString).orElse("null")));
    if (found.copies() > 1) {
      lines.add("%d rows of the day have this id; this is one of them".formatted(found.copies()));
    }
    found.source().ifPresent(source -> lines.addAll(events(found, source, shown)));
    lines.addAll(found.trace().steps());
    lines.add(
        "%s = %s%s%s"
            .formatted(
                column,
                found.trace().value().map(Object::toString).orElse("null"),
                found.trace().breach().map(reason -> "  breach: " + reason.word()).orElse(""),
                found.trace().flag().map(reason -> "  flag: " + reason.word()).orElse("")));
    return String.join("\n", lines);
  }

  private static List<String> events(Explanation found, String source, int shown) {
    List<Looked> counting = found.events().stream().filter(e -> e.verdict().counts()).toList();
    List<Looked> others = found.events().stream().filter(e -> !e.verdict().counts()).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %,d rows looked at, %,d count"
            .formatted(source, found.events().size(), counting.size()));
    List<Looked> listed = new ArrayList<>(counting.stream().limit(shown).toList());
    listed.addAll(others.stream().limit(shown).toList());
    int width = listed.stream().map(e -> text(e.value())).mapToInt(String::length).max().orElse(1);
    listed.forEach(event -> lines.add(line(event, Math.max(width, "value".length()))));
    int hidden = found.events().size() - listed.size();
    if (hidden > 0) {
      lines.add("and %,d more; --limit lists more, --json all".formatted(hidden));
    }
    if (!listed.isEmpty()) {
      lines.add(1, row("time", "known at", "value", Math.max(width, "value".length()), "verdict"));
    }
    return lines;
  }

  private static String line(Looked event, int width) {
    return row(
        text(event.time()),
        text(event.knownAt()),
        text(event.value()),
        width,
        "%s: %s".formatted(word(event.verdict()), event.detail()));
  }

  private static String row(String time, String known, String value, int width, String verdict) {
    return ("  %-27s  %-27s  %" + width + "s  %s").formatted(time, known, value, verdict);
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(NONE);
  }

  /** Returns the word for a verdict, such as {@code known_too_late}. */
  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
