package io.evenkeel.job;

import io.evenkeel.stage.outcome.Figure;
import io.evenkeel.stage.outcome.MetricNames;
import io.evenkeel.stage.outcome.OutcomeReport;
import io.evenkeel.stage.outcome.Slice;
import io.evenkeel.stage.outcome.SliceFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Figures of a report as lines for a person and as facts for a program. */
record OutcomeTexts(OutcomeReport report) {
  private static final List<String> GROUP_COLUMNS =
      List.of(
          MetricNames.SELECTION_RATE,
          MetricNames.BASE_RATE,
          MetricNames.TRUE_POSITIVE_RATE,
          MetricNames.FALSE_POSITIVE_RATE,
          MetricNames.CALIBRATION_GAP,
          MetricNames.IMPACT_RATIO,
          MetricNames.RMSE,
          MetricNames.BIAS);
  private static final Map<String, String> HEADINGS =
      Map.of(
          MetricNames.SELECTION_RATE, "selected",
          MetricNames.BASE_RATE, "observed",
          MetricNames.TRUE_POSITIVE_RATE, "true pos.",
          MetricNames.FALSE_POSITIVE_RATE, "false pos.",
          MetricNames.CALIBRATION_GAP, "calib. gap",
          MetricNames.IMPACT_RATIO, "impact ratio, 95% interval",
          MetricNames.RMSE, "rmse",
          MetricNames.BIAS, "bias");

  /** Returns one line for each figure of all rows; counts are left out. */
  String figures() {
    List<String> lines = new ArrayList<>();
    lines.add(line("%-28s%10s  %-20s%9s  %s", "", "value", "95% interval", "rows", "at training"));
    for (Figure figure : all()) {
      OptionalDouble baseline = report.baseline().value(figure.metric());
      lines.add(
          line(
              "%-28s%10s  %-20s%,9d  %s",
              figure.metric(),
              value(figure),
              interval(figure),
              figure.rows(),
              baseline.isPresent() ? number(baseline.getAsDouble()) : ""));
    }
    return String.join("\n", lines);
  }

  /** Returns the figures of all rows for a program, counts included. */
  List<Map<String, Object>> figureFacts() {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Figure figure : report.figures().all().orElseThrow().figures()) {
      Map<String, Object> fact = OutcomeJournal.fact(figure);
      report.baseline().value(figure.metric()).ifPresent(value -> fact.put("baseline", value));
      facts.add(fact);
    }
    return facts;
  }

  /** Returns one line for each group of a column. */
  String groups(String key) {
    List<SliceFigures> groups = report.figures().groups(key);
    List<String> metrics =
        GROUP_COLUMNS.stream()
            .filter(metric -> groups.stream().anyMatch(g -> g.figure(metric).isPresent()))
            .toList();
    StringBuilder head = new StringBuilder(line("%-16s%8s", key, "rows"));
    metrics.forEach(metric -> head.append(line("  %10s", HEADINGS.getOrDefault(metric, metric))));
    List<String> lines = new ArrayList<>();
    lines.add(head.toString());
    for (SliceFigures group : groups) {
      StringBuilder text =
          new StringBuilder(line("%-16s%,8d", group.slice().value(), group.rows()));
      metrics.forEach(metric -> text.append(cell(group, metric)));
      lines.add(text.toString().stripTrailing());
    }
    Long left = report.figures().leftOut().get(key);
    if (left != null) {
      lines.add("%,d smaller groups are not told".formatted(left));
    }
    return String.join("\n", lines);
  }

  /** Returns the groups of a column for a program. */
  List<Map<String, Object>> groupFacts(String key) {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (SliceFigures group : report.figures().groups(key)) {
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("group_value", group.slice().value());
      fact.put("n", group.rows());
      fact.put("figures", group.figures().stream().map(OutcomeJournal::fact).toList());
      facts.add(fact);
    }
    return facts;
  }

  private List<Figure> all() {
    return report.figures().slices().stream()
        .filter(one -> one.slice().equals(Slice.ALL))
        .flatMap(one -> one.figures().stream())
        .filter(figure -> !figure.method().equals(Figure.COUNT))
        .toList();
  }

  private static String cell(SliceFigures group, String metric) {
    String value = group.figure(metric).map(OutcomeTexts::value).orElse("");
    String bounds =
        metric.equals(MetricNames.IMPACT_RATIO)
            ? group.figure(metric).map(OutcomeTexts::interval).orElse("")
            : "";
    return line("  %10s%s", value, bounds.isEmpty() ? "" : "  " + bounds);
  }

  private static String value(Figure figure) {
    return figure.value().isPresent()
        ? number(figure.value().getAsDouble())
        : figure.status().name();
  }

  private static String interval(Figure figure) {
    return figure
        .interval()
        .map(bounds -> number(bounds.lo()) + " to " + number(bounds.hi()))
        .orElse("");
  }

  private static String number(double number) {
    double size = Math.abs(number);
    if (size > 0 && size < 5e-5) {
      return line("%.1e", number);
    }
    return size < 1_000 ? line("%.4f", number) : line("%.6g", number);
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells);
  }
}
