package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.DriftThresholds;

/** A small bar of a PSI with ticks at both thresholds; the number stands beside it. */
final class Meter {
  private static final int WIDTH = 72;

  private Meter() {}

  static void write(Markup page, double psi, DriftThresholds thresholds) {
    double full = 2 * thresholds.psiMajor();
    double length = full == 0 ? WIDTH : Math.min(psi / full, 1) * WIDTH;
    page.open(
        "svg", "class", "meter", "viewBox", "0 0 %d 12".formatted(WIDTH), "aria-hidden", "true");
    page.empty("rect", "class", "trough", "width", String.valueOf(WIDTH), "height", "6", "y", "3");
    page.empty("rect", "class", "fill", "width", Coordinate.of(length), "height", "6", "y", "3");
    if (full > 0) {
      tick(page, thresholds.psiModerate() / full * WIDTH);
      tick(page, thresholds.psiMajor() / full * WIDTH);
    }
    page.close();
  }

  private static void tick(Markup page, double x) {
    page.empty("path", "class", "tick", "d", "M%s 0V12".formatted(Coordinate.of(x)));
  }
}
