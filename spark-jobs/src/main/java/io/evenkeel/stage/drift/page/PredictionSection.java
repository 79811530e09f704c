package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.PredictionMeasures;
import io.evenkeel.stage.drift.Quantity;
import java.util.List;
import java.util.OptionalDouble;

/** The model's output: its statistics beside the reference's, then its drawings. */
final class PredictionSection {
  private PredictionSection() {}

  static void write(Markup page, FeatureDrift prediction) {
    statistics(page, prediction);
    FeatureSection.write(page, prediction, "h3");
  }

  private static void statistics(Markup page, FeatureDrift prediction) {
    List<Metric> metrics =
        prediction.metrics().stream().filter(PredictionSection::statistic).toList();
    if (metrics.isEmpty()) {
      return;
    }
    page.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "Statistics of the predictions",
        "tabindex",
        "0");
    page.open("table", "class", "statistics");
    page.leaf("caption", "The model's output against that on held-out rows");
    page.open("thead").open("tr");
    page.leaf("th", "Statistic", "scope", "col", "class", "words");
    for (String heading : List.of("Reference", "Current", "Change", "Certain bounds")) {
      page.leaf("th", heading, "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    metrics.forEach(metric -> row(page, metric));
    page.close().close().close();
  }

  private static void row(Markup page, Metric metric) {
    boolean share = metric.name().equals(PredictionMeasures.POSITIVE_RATE);
    page.open("tr", "class", metric.severity().word());
    page.leaf("th", words(metric), "scope", "row");
    cell(page, metric.number(Quantity.REFERENCE), share);
    cell(page, metric.number(Quantity.CURRENT), share);
    page.leaf("td", changed(metric.value().orElseThrow(), share), "class", "number");
    page.leaf("td", bounds(metric, share), "class", "number");
    page.close();
  }

  private static void cell(Markup page, OptionalDouble number, boolean share) {
    double value = number.orElseThrow();
    page.leaf("td", share ? Wording.percent(value) : Wording.index(value), "class", "number");
  }

  private static String changed(double change, boolean share) {
    return share ? Wording.points(change) + " points" : Wording.change(change);
  }

  private static String bounds(Metric metric, boolean share) {
    if (metric.number(Quantity.LO).isEmpty()) {
      return Wording.NONE;
    }
    return changed(metric.number(Quantity.LO).orElseThrow(), share)
        + " to "
        + changed(metric.number(Quantity.HI).orElseThrow(), share);
  }

  private static boolean statistic(Metric metric) {
    return metric.name().equals(PredictionMeasures.MEAN)
        || metric.name().equals(PredictionMeasures.DEVIATION)
        || metric.name().equals(PredictionMeasures.POSITIVE_RATE)
        || metric.name().matches("p\\d\\d");
  }

  private static String words(Metric metric) {
    return switch (metric.name()) {
      case PredictionMeasures.MEAN -> "Mean";
      case PredictionMeasures.DEVIATION -> "Standard deviation";
      case PredictionMeasures.POSITIVE_RATE -> "Positive rate";
      case "p01" -> "1st percentile";
      case "p50" -> "Median";
      default -> Integer.parseInt(metric.name().substring(1)) + "th percentile";
    };
  }
}
