package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.FeatureDrift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A run's drift report as one HTML file. */
public final class DriftPage {
  private DriftPage() {}

  /**
   * Returns the page, a complete document in UTF-8; at most 2 MB for 200 features.
   *
   * @param trends PSI by feature over earlier runs and this one, oldest first; a feature without an
   *     entry has no trend drawn
   * @param surroundings labels and latency, as far as they are known
   */
  public static String html(
      DriftReport report, Map<String, List<Double>> trends, Surroundings surroundings) {
    Markup page = new Markup();
    String title =
        "Drift %s: %s on %s"
            .formatted(report.verdict().word(), report.run().model(), report.run().scoreDate());
    Frame.open(page, title);
    Masthead.write(page, report);
    page.open("main", "id", "main");
    Masthead.facts(page, report);
    List<FeatureDrift> ranked = report.ranked();
    section(page, "ranked", "What has moved");
    new RankedTable(page, report, trends).write(ranked);
    page.close();
    section(page, "features", "Feature by feature");
    ranked.forEach(feature -> FeatureSection.write(page, feature, "h3"));
    page.close();
    if (!report.slices().slices().isEmpty()) {
      section(page, "slices", "Slice by slice");
      SliceSection.write(page, report.slices());
      page.close();
    }
    if (!report.run().comparison()) {
      prediction(page, report);
      section(page, "labels", "Labels");
      LabelSection.write(page, surroundings.labels());
      page.close();
      section(page, "latency", "Latency");
      LatencySection.write(page, surroundings.latency());
      page.close();
    }
    methods(page, report);
    page.close();
    Frame.close(page);
    return page.document();
  }

  private static void prediction(Markup page, DriftReport report) {
    section(page, "predictions", "Predictions");
    report
        .prediction()
        .ifPresentOrElse(
            prediction -> PredictionSection.write(page, prediction),
            () -> page.leaf("p", "The reference has no profile of the model's output."));
    page.close();
  }

  private static void methods(Markup page, DriftReport report) {
    section(page, "methods", "How each number was made");
    page.open("dl", "class", "methods");
    named(report)
        .forEach(
            (method, names) -> {
              page.open("div");
              page.leaf("dt", String.join(", ", names));
              page.leaf("dd", method);
              page.close();
            });
    page.close();
    page.leaf(
        "p", "Every bin is in the table feature_histogram. This statement gives each PSI again:");
    boolean several = report.window().several();
    page.leaf(
        "pre",
        (several ? DriftTables.WINDOW_PSI_SQL : DriftTables.PSI_SQL).strip(),
        "tabindex",
        "0");
    page.close();
  }

  /** Returns the names of all measures that were made in the same way, by that way. */
  private static Map<String, Set<String>> named(DriftReport report) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    report.features().stream()
        .flatMap(feature -> feature.metrics().stream())
        .filter(metric -> metric.value().isPresent())
        .forEach(
            metric ->
                named.computeIfAbsent(metric.method(), x -> new TreeSet<>()).add(metric.name()));
    return named;
  }

  private static void section(Markup page, String id, String heading) {
    page.open("section", "aria-labelledby", "h-" + id);
    page.leaf("h2", heading, "id", "h-" + id);
  }
}
