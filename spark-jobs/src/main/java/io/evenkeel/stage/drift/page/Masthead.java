package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.DriftWindow;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** The head of a run's page: the verdict, what to do about it and why, and what was compared. */
final class Masthead {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.UK);

  private Masthead() {}

  static void write(Markup page, DriftReport report) {
    DriftRun run = report.run();
    page.open("header");
    page.open("p", "class", "kicker");
    page.leaf("span", "Drift report", "class", "what");
    String version = run.comparison() ? "" : " " + run.modelVersion();
    page.text(" %s%s, %s".formatted(run.model(), version, DAY.format(run.scoreDate())));
    page.close();
    page.open("h1");
    page.leaf("span", report.verdict().word(), "class", "verdict " + report.verdict().word());
    page.text(" " + report.verdict().headline());
    page.close();
    if (!report.verdict().detail().isEmpty()) {
      page.leaf("p", report.verdict().detail(), "class", "lede");
    }
    if (!run.comparison()) {
      decision(page, report);
    }
    page.close();
  }

  private static void decision(Markup page, DriftReport report) {
    page.open("div", "class", "decision");
    page.leaf("p", report.retrain().action().sentence() + ".", "class", "action");
    page.open("ol", "aria-label", "How the decision was reached");
    report.retrain().sentences().forEach(step -> page.leaf("li", step));
    page.close().close();
  }

  /** Writes what was compared with what. */
  static void facts(Markup page, DriftReport report) {
    DriftRun run = report.run();
    DriftThresholds thresholds = report.thresholds();
    page.open("dl", "class", "facts");
    fact(page, "Current rows", rows(report));
    fact(page, "Reference rows", Wording.count(report.reference().rows()));
    if (run.comparison()) {
      fact(page, "Compared", run.modelVersion());
    } else {
      fact(page, "Model", run.model() + " " + run.modelVersion() + ", " + run.role());
      fact(page, "Trained up to", run.trainedOn().map(DAY::format).orElse("not known"));
    }
    fact(page, "Run", run.runId() + ", " + run.createdAt().truncatedTo(ChronoUnit.SECONDS));
    fact(page, "Source versions", versions(run));
    fact(page, "Reference", report.reference().featureSet() + ", id " + report.reference().id());
    fact(
        page,
        "Thresholds",
        "PSI %s and %s, effect %s, adjusted p %s, at least %d rows"
            .formatted(
                thresholds.psiModerate(),
                thresholds.psiMajor(),
                thresholds.effectFloor(),
                thresholds.significance(),
                thresholds.leastRows()));
    page.close();
  }

  private static String rows(DriftReport report) {
    DriftWindow window = report.window();
    String rows = Wording.count(report.currentRows());
    if (window.days() == 1) {
      return rows;
    }
    return "%s, over %d of the last %d days; %s on the day itself%s"
        .formatted(
            rows,
            window.dates().size(),
            window.days(),
            Wording.count(report.dayRows()),
            window.otherReference() == 0
                ? ""
                : "; left out for another reference: %d".formatted(window.otherReference()));
  }

  private static String versions(DriftRun run) {
    return run.sourceVersions().isEmpty()
        ? "not known"
        : run.sourceVersions().entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void fact(Markup page, String name, String value) {
    page.open("div");
    page.leaf("dt", name);
    page.leaf("dd", value);
    page.close();
  }
}
