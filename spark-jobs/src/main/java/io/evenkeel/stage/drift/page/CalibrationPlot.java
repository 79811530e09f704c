package io.evenkeel.stage.drift.page;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Draws the reliability diagram: for each tenth of the score its mean against the share of positive
 * outcomes, with the share's bounds at 95%. A calibrated model's points lie on the diagonal.
 */
final class CalibrationPlot {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 400;
  private static final int LEFT = 44;
  private static final int RIGHT = 390;
  private static final int TOP = 34;
  private static final int BOTTOM = 360;
  private static final Scale X = new Scale(0, 1, LEFT, RIGHT);
  private static final Scale Y = new Scale(0, 1, BOTTOM, TOP);

  private CalibrationPlot() {}

  /**
   * Writes the drawing.
   *
   * @param id unique in the page
   */
  static void write(Markup page, String id, List<Labels.Bin> bins) {
    Drawing.open(page, id, WIDTH, HEIGHT, "Calibration", described(bins));
    page.empty("path", "class", "line ref", "d", "M44 9H68");
    Drawing.text(page, 74, 13, "calibrated", "soft");
    page.empty("circle", "class", "point", "cx", "158", "cy", "9", "r", "4");
    Drawing.text(page, 168, 13, "observed, with its bounds at 95%", "soft");
    axes(page);
    page.empty(
        "path", "class", "line ref", "d", "M%d %dL%d %d".formatted(LEFT, BOTTOM, RIGHT, TOP));
    bins.forEach(bin -> point(page, bin));
    page.close();
  }

  private static void axes(Markup page) {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double share = tenth / 10.0;
      String at = Coordinate.of(Y.at(share));
      page.empty("path", "class", "rule", "d", "M%d %sH%d".formatted(LEFT, at, RIGHT));
      Drawing.text(page, LEFT - 6, Y.at(share) + 4, 10 * tenth + "%", "soft small end");
      Drawing.text(page, X.at(share), BOTTOM + 18, 10 * tenth + "%", "soft small middle");
    }
    Drawing.text(page, RIGHT, BOTTOM + 36, "mean score", "soft small end");
    Drawing.text(page, LEFT + 6, TOP + 12, "share of positive outcomes", "soft small");
  }

  private static void point(Markup page, Labels.Bin bin) {
    OptionalDouble observed = bin.observed().value();
    if (observed.isEmpty()) {
      return;
    }
    String x = Coordinate.of(X.at(bin.meanScore()));
    String low = Coordinate.of(Y.at(bin.observed().lo().orElse(observed.getAsDouble())));
    String high = Coordinate.of(Y.at(bin.observed().hi().orElse(observed.getAsDouble())));
    page.empty("path", "class", "line cur solid", "d", "M%s %sV%s".formatted(x, low, high));
    page.empty(
        "circle",
        "class",
        "point",
        "cx",
        x,
        "cy",
        Coordinate.of(Y.at(observed.getAsDouble())),
        "r",
        "4");
  }

  private static String described(List<Labels.Bin> bins) {
    return bins.stream()
        .filter(bin -> bin.observed().value().isPresent())
        .map(
            bin ->
                "%s of %s rows positive at a mean score of %s"
                    .formatted(
                        Wording.percent(bin.observed().value().getAsDouble()),
                        Wording.count(bin.rows()),
                        Wording.percent(bin.meanScore())))
        .collect(Collectors.joining("; ", "", "."));
  }
}
