package io.evenkeel.job;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.Quantity;
import io.evenkeel.stage.drift.SliceDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as lines for a person. */
final class CompareTexts {
  private CompareTexts() {}

  static String of(DriftReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(report.verdict().word(), report.verdict().sentence()));
    lines.add("%,d rows against %,d".formatted(report.currentRows(), report.reference().rows()));
    lines.add(line("%-28s%10s%10s%10s%12s  %s", "", "psi", "effect", "p adj.", "nulls", "state"));
    report.ranked().forEach(feature -> lines.add(line(feature)));
    for (SliceDrift slice : report.slices().slices()) {
      lines.add(line(slice));
    }
    report
        .slices()
        .leftOut()
        .forEach(
            (key, count) ->
                lines.add("%,d smaller slices by %s are not told".formatted(count, key)));
    return String.join("\n", lines);
  }

  private static String line(FeatureDrift feature) {
    return line(
        "%-28s%10s%10s%10s%12s  %s",
        feature.name(),
        number(feature.value(Metric.PSI)),
        number(
            feature
                .metric(Metric.KS)
                .or(() -> feature.metric(Metric.LINF))
                .map(Metric::value)
                .orElse(OptionalDouble.empty())),
        feature
            .metric(Metric.KS)
            .or(() -> feature.metric(Metric.LINF))
            .map(metric -> metric.number(Quantity.P_ADJ))
            .filter(OptionalDouble::isPresent)
            .map(p -> line("%.2g", p.getAsDouble()))
            .orElse("-"),
        number(feature.value(Metric.NULL_SHARE)),
        switch (feature.status()) {
          case OK, ALL_NULL -> feature.severity().word();
          default -> feature.status().name();
        });
  }

  private static String line(SliceDrift slice) {
    List<FeatureDrift> moved = slice.moved();
    return line(
        "%-28s%,d rows against %,d: %s",
        slice.slice(),
        slice.currentRows(),
        slice.referenceRows(),
        moved.isEmpty()
            ? "nothing has moved"
            : line(
                "%d features have moved, farthest %s (PSI %.2f)",
                moved.size(), moved.get(0).name(), moved.get(0).value(Metric.PSI).orElse(0)));
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? line("%.4f", number.getAsDouble()) : "-";
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells);
  }
}
