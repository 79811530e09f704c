package io.evenkeel.job.begin;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Suggests a feature for a column of the table, as lines of a definition. */
final class SuggestedColumn {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

  private SuggestedColumn() {}

  /** Returns the lines: a feature with what was seen, or why there is none. */
  static String lines(ColumnProfile column) {
    String seen = "    # %s: %s%n".formatted(column.name(), seen(column));
    if (!NAME.matcher(column.name()).matches()) {
      return seen + "    # no feature: its name has other signs than letters, digits and _\n\n";
    }
    if (column.nulls() == column.rows() || (column.distinct() <= 1 && column.nulls() == 0)) {
      return seen + "    # no feature: a model learns nothing from it\n\n";
    }
    return seen + feature(column) + "\n";
  }

  private static String feature(ColumnProfile c) {
    if (c.number()) {
      return "    %s { expr = \"%s\", type = float32, missing = keep, range = [%s, %s], on_violation = flag }%n"
          .formatted(c.name(), c.name(), number(c.least()), number(c.greatest()));
    }
    if (c.truth()) {
      return c.nulls() == 0
          ? "    %s { expr = \"%s\", type = bool, missing = reject }%n"
              .formatted(c.name(), c.name())
          : "    %s { expr = \"cast(%s as int)\", type = float32, missing = keep }%n"
              .formatted(c.name(), c.name());
    }
    if (c.text() && !c.words().isEmpty()) {
      String values =
          c.words().stream().map(SuggestedColumn::quoted).collect(Collectors.joining(", "));
      return "    %s { expr = \"%s\", type = category, values = [%s], unknown = missing, missing = none }%n"
          .formatted(c.name(), c.name(), values);
    }
    if (c.moment()) {
      return "    # no feature as it is; the time since then may be one:\n"
          + "    # days_since_%s { expr = \"datediff(%s, ...)\", type = int32, missing = keep }%n"
              .formatted(c.name(), c.name());
    }
    return "    # no feature as it is: %s\n"
        .formatted(
            c.text()
                ? "too many words for a category; group them with an expression, or leave it out"
                : "its type is " + c.type());
  }

  private static String seen(ColumnProfile c) {
    String values = c.number() ? "%s to %s".formatted(number(c.least()), number(c.greatest())) : "";
    return String.format(
            Locale.ROOT,
            "%s, about %,d values %s, %.1f%% missing",
            c.type(),
            c.distinct(),
            values,
            c.percentNull())
        .replace(" ,", ",");
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Ranges are checked before a value becomes a float32, so the exact bounds hold. */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
