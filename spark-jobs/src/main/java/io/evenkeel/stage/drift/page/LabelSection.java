package io.evenkeel.stage.drift.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Predictions beside their outcomes: figures against training, calibration, groups. */
final class LabelSection {
  private final Markup page;

  private LabelSection(Markup page) {
    this.page = page;
  }

  static void write(Markup page, Optional<Labels> known) {
    if (known.isEmpty()) {
      page.leaf(
          "p", "No label has been joined yet. ./evenkeel outcomes joins those that have matured.");
      return;
    }
    new LabelSection(page).write(known.get());
  }

  private void write(Labels labels) {
    page.leaf("p", labels.verdict(), "class", "strong");
    page.open("ul", "class", "findings");
    labels.findings().forEach(finding -> page.leaf("li", finding));
    page.close();
    page.leaf("p", labels.covered(), "class", "note");
    figures(labels.figures());
    if (!labels.bins().isEmpty()) {
      page.open("div", "class", "figures");
      CalibrationPlot.write(page, "calibration", labels.bins());
      page.close();
    }
    labels.groups().forEach(this::groups);
  }

  private void figures(List<Labels.Line> lines) {
    table("Figures of the predictions", "Figures against those at training");
    head(List.of("Figure", "Value", "95% interval", "At training", "Change", "Rows"));
    for (Labels.Line line : lines) {
      page.open("tr");
      page.leaf("th", line.metric().replace('_', ' '), "scope", "row");
      number(value(line.number()));
      number(bounds(line.number()));
      number(line.baseline().isPresent() ? text(line.baseline().getAsDouble()) : Wording.NONE);
      number(change(line));
      number(Wording.count(line.rows()));
      page.close();
    }
    page.close().close().close();
  }

  private void groups(Labels.Groups groups) {
    page.leaf("h3", "By " + groups.column());
    table("Groups by " + groups.column(), "Each group with its rows; bounds at 95%");
    List<String> headings = new ArrayList<>(List.of(groups.column(), "Rows"));
    groups.metrics().forEach(metric -> headings.add(metric.replace('_', ' ')));
    head(headings);
    for (Labels.Group group : groups.list()) {
      page.open("tr");
      page.leaf("th", group.value(), "scope", "row");
      number(Wording.count(group.rows()));
      for (Labels.Estimate number : group.numbers()) {
        String bounds = bounds(number);
        number(value(number) + (bounds.equals(Wording.NONE) ? "" : " (" + bounds + ")"));
      }
      page.close();
    }
    page.close().close().close();
    if (groups.leftOut() > 0) {
      page.leaf(
          "p", Wording.count(groups.leftOut()) + " smaller groups are not told.", "class", "note");
    }
  }

  private void table(String label, String caption) {
    page.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    page.open("table", "class", "statistics");
    page.leaf("caption", caption);
  }

  private void head(List<String> headings) {
    page.open("thead").open("tr");
    for (int i = 0; i < headings.size(); i++) {
      page.leaf("th", headings.get(i), "scope", "col", "class", i == 0 ? "words" : "number");
    }
    page.close().close().open("tbody");
  }

  private void number(String text) {
    page.leaf("td", text, "class", "number");
  }

  private static String change(Labels.Line line) {
    OptionalDouble value = line.number().value();
    return value.isPresent() && line.baseline().isPresent()
        ? Wording.change(value.getAsDouble() - line.baseline().getAsDouble())
        : Wording.NONE;
  }

  private static String value(Labels.Estimate number) {
    if (number.value().isPresent()) {
      return text(number.value().getAsDouble());
    }
    return number.status().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String bounds(Labels.Estimate number) {
    return number.lo().isPresent() && number.hi().isPresent()
        ? text(number.lo().getAsDouble()) + "\u2013" + text(number.hi().getAsDouble())
        : Wording.NONE;
  }

  private static String text(double number) {
    double size = Math.abs(number);
    return (size > 0 && size < .0005) || size >= 1000
        ? Wording.value(number)
        : Wording.index(number);
  }
}
