package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.RunSummary;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Draws a model's PSI over its runs: the greatest of a feature solid, that of the predictions
 * dashed, and a square where the verdict was an alert. The scale is that of {@code ln(1 + 20 PSI)},
 * which keeps both thresholds apart from zero and far values on the page.
 */
final class Timeline {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 190;
  private static final int LEFT = 44;
  private static final int RIGHT = 944;
  private static final int TOP = 34;
  private static final int BOTTOM = 158;
  private static final double SPREAD = 20;

  private final Markup page;
  private final List<RunSummary> runs;
  private final Scale x;
  private final Scale y;

  private Timeline(Markup page, List<RunSummary> runs) {
    this.page = page;
    this.runs = runs;
    long first = runs.get(0).scoreDate().toEpochDay();
    long last = runs.get(runs.size() - 1).scoreDate().toEpochDay();
    this.x =
        last > first
            ? new Scale((double) first, (double) last, LEFT + 8, RIGHT - 8)
            : new Scale(first - 1.0, last + 1.0, LEFT, RIGHT);
    double top =
        runs.stream()
            .flatMap(run -> List.of(run.psiMax(), run.psiPrediction()).stream())
            .flatMapToDouble(OptionalDouble::stream)
            .max()
            .orElse(0);
    this.y = new Scale(0, spread(Math.max(top, .3)), BOTTOM, TOP);
  }

  /**
   * Writes the drawing.
   *
   * @param runs at least one, oldest first
   */
  static void write(Markup page, String model, List<RunSummary> runs) {
    new Timeline(page, runs).write(model);
  }

  private void write(String model) {
    RunSummary first = runs.get(0);
    RunSummary last = runs.get(runs.size() - 1);
    page.open(
        "svg",
        "class",
        "timeline",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        label(model));
    legend();
    for (double psi : new double[] {0, .1, .25, 1, 4, 16}) {
      if (spread(psi) <= y.high()) {
        level(psi);
      }
    }
    line("line far", RunSummary::psiMax);
    line("line cur", RunSummary::psiPrediction);
    runs.forEach(this::mark);
    Drawing.text(page, across(first), HEIGHT - 10, first.scoreDate().toString(), "soft");
    if (runs.size() > 1) {
      Drawing.text(page, RIGHT - 8, HEIGHT - 10, last.scoreDate().toString(), "soft end");
    }
    page.close();
  }

  private String label(String model) {
    RunSummary last = runs.get(runs.size() - 1);
    return "PSI of %s from %s to %s: %d runs, %d alerts, the greatest PSI last %s"
        .formatted(
            model,
            runs.get(0).scoreDate(),
            last.scoreDate(),
            runs.size(),
            runs.stream().filter(RunSummary::alert).count(),
            Wording.index(last.psiMax()));
  }

  private void legend() {
    page.empty("path", "class", "line far", "d", "M44 9H68");
    Drawing.text(page, 74, 13, "greatest PSI of a feature", "soft");
    page.empty("path", "class", "line cur", "d", "M238 9H262");
    Drawing.text(page, 268, 13, "PSI of the predictions", "soft");
    page.empty("rect", "class", "alarm", "x", "420", "y", "4", "width", "9", "height", "9");
    Drawing.text(page, 435, 13, "alert", "soft");
    page.empty("circle", "class", "calm", "cx", "490", "cy", "9", "r", "4");
    Drawing.text(page, 500, 13, "quiet", "soft");
  }

  private void level(double psi) {
    String at = Coordinate.of(y.at(spread(psi)));
    page.empty("path", "class", "rule", "d", "M%d %sH%d".formatted(LEFT, at, RIGHT));
    Drawing.text(page, LEFT - 7, y.at(spread(psi)) + 4, Wording.value(psi), "soft small end");
  }

  private void line(String style, Function<RunSummary, OptionalDouble> psi) {
    StringBuilder path = new StringBuilder();
    for (RunSummary run : runs) {
      if (psi.apply(run).isPresent()) {
        path.append(path.isEmpty() ? 'M' : 'L').append(Coordinate.of(across(run))).append(' ');
        path.append(Coordinate.of(y.at(spread(psi.apply(run).getAsDouble()))));
      }
    }
    if (!path.isEmpty()) {
      page.empty("path", "class", style, "d", path.toString());
    }
  }

  private void mark(RunSummary run) {
    if (run.psiMax().isEmpty()) {
      return;
    }
    double centre = across(run);
    double level = y.at(spread(run.psiMax().getAsDouble()));
    if (run.alert()) {
      page.empty(
          "rect",
          "class",
          "alarm",
          "x",
          Coordinate.of(centre - 4.5),
          "y",
          Coordinate.of(level - 4.5),
          "width",
          "9",
          "height",
          "9");
    } else {
      page.empty(
          "circle",
          "class",
          "calm",
          "cx",
          Coordinate.of(centre),
          "cy",
          Coordinate.of(level),
          "r",
          "4");
    }
  }

  private double across(RunSummary run) {
    return x.at((double) run.scoreDate().toEpochDay());
  }

  private static double spread(double psi) {
    return Math.log1p(SPREAD * psi);
  }
}
