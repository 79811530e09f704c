package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of all features, those that moved farthest first. */
final class RankedTable {
  private final Markup page;
  private final DriftReport report;
  private final Map<String, List<Double>> trends;

  RankedTable(Markup page, DriftReport report, Map<String, List<Double>> trends) {
    this.page = page;
    this.report = report;
    this.trends = trends;
  }

  void write(List<FeatureDrift> features) {
    page.leaf("p", explained(), "class", "note");
    page.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "Ranked features",
        "tabindex",
        "0");
    page.open("table", "class", "ranked");
    page.leaf("caption", "All features, farthest first");
    page.open("thead").open("tr");
    for (String heading :
        List.of(
            "Feature",
            "State",
            report.window().several()
                ? "PSI, %d days".formatted(report.window().dates().size())
                : "PSI",
            report.window().several() ? "PSI, the day" : "",
            "Effect",
            "Adjusted p",
            "Nulls",
            "Out of range",
            "New categories",
            "Trend")) {
      if (heading.isEmpty()) {
        continue;
      }
      boolean words =
          heading.equals("Feature") || heading.equals("State") || heading.equals("Trend");
      page.leaf("th", heading, "scope", "col", "class", words ? "words" : "number");
    }
    page.close().close().open("tbody");
    features.forEach(this::row);
    page.close().close().close();
  }

  private String explained() {
    return "PSI over deciles of the reference; the ticks on its bar stand at %s and"
            .formatted(report.thresholds().psiModerate())
        + " %s. Effect is D, the Kolmogorov-Smirnov statistic, with certain bounds, or for"
            .formatted(report.thresholds().psiMajor())
        + " categories the largest change of a share. Nulls, out of range and new categories are"
        + " changes in percentage points."
        + (report.window().several()
            ? " The verdict is over the window; the day's own PSI stands beside it."
            : "");
  }

  private void row(FeatureDrift feature) {
    page.open("tr", "class", feature.severity().word());
    page.open("th", "scope", "row")
        .leaf("a", feature.name(), "href", "#" + FeatureSection.id(feature))
        .close();
    page.open("td")
        .leaf("span", Wording.state(feature), "class", Wording.stateClass(feature))
        .close();
    index(feature);
    if (report.window().several()) {
      number(Wording.index(onTheDay(feature)));
    }
    number(effect(feature));
    number(Wording.probability(adjusted(feature)));
    number(points(feature, Metric.NULL_SHARE));
    number(points(feature, Metric.OUT_OF_RANGE_SHARE));
    number(points(feature, Metric.UNSEEN_SHARE));
    page.open("td");
    Sparkline.write(page, trends.getOrDefault(feature.name(), List.of()), feature.name());
    page.close().close();
  }

  private OptionalDouble onTheDay(FeatureDrift feature) {
    return report
        .onTheDay(feature.name())
        .map(day -> day.value(Metric.PSI))
        .orElse(OptionalDouble.empty());
  }

  private void index(FeatureDrift feature) {
    OptionalDouble psi = feature.value(Metric.PSI);
    page.open("td", "class", "number psi");
    page.leaf("span", Wording.index(psi));
    if (psi.isPresent()) {
      Meter.write(page, psi.getAsDouble(), report.thresholds());
    }
    page.close();
  }

  private void number(String text) {
    page.leaf("td", text, "class", "number");
  }

  private static String effect(FeatureDrift feature) {
    Optional<Metric> ks = feature.metric(Metric.KS);
    if (ks.isPresent() && ks.get().value().isPresent()) {
      return Wording.bounds(
          ks.get().number(Quantity.LO).orElseThrow(), ks.get().number(Quantity.HI).orElseThrow());
    }
    return Wording.index(feature.value(Metric.LINF));
  }

  private static OptionalDouble adjusted(FeatureDrift feature) {
    return feature
        .metric(Metric.KS)
        .or(() -> feature.metric(Metric.LINF))
        .map(metric -> metric.number(Quantity.P_ADJ))
        .orElse(OptionalDouble.empty());
  }

  private static String points(FeatureDrift feature, String metric) {
    OptionalDouble change = feature.value(metric);
    return change.isPresent() ? Wording.points(change.getAsDouble()) : Wording.NONE;
  }
}
