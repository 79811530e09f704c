package io.evenkeel.stage.drift.page;

import java.util.List;

/** PSI over earlier runs and this one, as a line that ends in a dot. */
final class Sparkline {
  private static final int WIDTH = 84;
  private static final int HEIGHT = 20;

  private Sparkline() {}

  /**
   * Writes the line, or a dash where there are fewer than two runs.
   *
   * @param psi oldest first
   */
  static void write(Markup page, List<Double> psi, String of) {
    if (psi.size() < 2) {
      page.text(Wording.NONE);
      return;
    }
    double last = psi.get(psi.size() - 1);
    String label =
        "PSI of %s over %d runs: from %s to %s"
            .formatted(of, psi.size(), Wording.index(psi.get(0)), Wording.index(last));
    double top = Math.max(psi.stream().mapToDouble(x -> x).max().orElse(0), .1);
    Scale x = new Scale(0, psi.size() - 1.0, 2, WIDTH - 4);
    Scale y = new Scale(0, top, HEIGHT - 3, 3);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < psi.size(); i++) {
      line.append(i == 0 ? 'M' : 'L').append(Coordinate.of(x.at(i)));
      line.append(' ').append(Coordinate.of(y.at(psi.get(i))));
    }
    page.open(
        "svg",
        "class",
        "spark",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        label);
    page.empty("path", "class", "line", "d", line.toString());
    page.empty(
        "circle",
        "cx",
        Coordinate.of(x.at(psi.size() - 1.0)),
        "cy",
        Coordinate.of(y.at(last)),
        "r",
        "2.5");
    page.close();
  }
}
