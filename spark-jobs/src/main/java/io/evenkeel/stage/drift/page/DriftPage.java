package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftTables;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run's drift report as one HTML file. */
public final class DriftPage {
  private DriftPage() {}

  /**
   * Returns the page, a complete document in UTF-8; at most 2 MB for 200 features.
   *
   * @param trends PSI by feature over earlier runs and this one, oldest first; a feature without an
   *     entry has no trend drawn
   */
  public static String html(DriftReport report, Map<String, List<Double>> trends) {
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
    prediction(page, report);
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
    Map<String, String> methods = new TreeMap<>();
    for (FeatureDrift feature : report.features()) {
      for (Metric metric : feature.metrics()) {
        methods.merge(metric.name(), metric.method(), DriftPage::shorter);
      }
    }
    page.open("dl", "class", "methods");
    methods.forEach(
        (name, method) -> {
          page.open("div");
          page.leaf("dt", name);
          page.leaf("dd", method);
          page.close();
        });
    page.close();
    page.leaf(
        "p", "Every bin is in the table feature_histogram. This statement gives each PSI again:");
    page.leaf("pre", DriftTables.PSI_SQL.strip(), "tabindex", "0");
    page.close();
  }

  // One line stands for all features; categories and numbers differ in their bins alone.
  private static String shorter(String a, String b) {
    return a.equals(b) || a.contains(b) ? a : a + "; or: " + b;
  }

  private static void section(Markup page, String id, String heading) {
    page.open("section", "aria-labelledby", "h-" + id);
    page.leaf("h2", heading, "id", "h-" + id);
  }
}
