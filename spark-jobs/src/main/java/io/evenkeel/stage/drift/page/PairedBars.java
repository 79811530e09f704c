package io.evenkeel.stage.drift.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a feature's bins as pairs of bars, the reference plain above the current data hatched, with
 * both shares and the bin's part of the PSI beside them.
 */
final class PairedBars {
  private static final int WIDTH = 400;
  private static final int HEAD = 22;
  private static final int ROW = 27;
  private static final int BARS_FROM = 112;
  private static final int BARS_WIDTH = 186;
  private static final int SHARES_AT = 346;

  private PairedBars() {}

  /**
   * Writes the drawing.
   *
   * @param id unique in the page
   */
  static void write(Markup page, String id, String feature, List<Bar> bars) {
    int height = HEAD + ROW * bars.size() + 2;
    double longest =
        bars.stream().mapToDouble(b -> Math.max(b.reference(), b.current())).max().orElse(1);
    Drawing.open(page, id, WIDTH, height, "Shares of " + feature + " by bin", described(bars));
    head(page);
    for (int i = 0; i < bars.size(); i++) {
      row(page, bars.get(i), HEAD + ROW * i, BARS_WIDTH / longest);
    }
    page.close();
  }

  private static void head(Markup page) {
    Drawing.text(page, BARS_FROM - 8, 11, "bin", "soft end");
    Drawing.text(page, BARS_FROM, 11, "share of rows", "soft");
    Drawing.text(page, WIDTH - 2, 11, "PSI", "soft end");
    page.empty("path", "class", "rule", "d", "M0 17H" + WIDTH);
  }

  private static void row(Markup page, Bar bar, int y, double scale) {
    Drawing.text(page, BARS_FROM - 8, y + 16, Wording.shortened(bar.label(), 17), "end");
    bar(page, "ref", y + 3, bar.reference() * scale);
    bar(page, "cur", y + 13, bar.current() * scale);
    Drawing.text(page, SHARES_AT, y + 11, Wording.percent(bar.reference()), "small soft end");
    Drawing.text(page, SHARES_AT, y + 22, Wording.percent(bar.current()), "small end");
    boolean heavy = bar.contribution() >= .05;
    Drawing.text(
        page, WIDTH - 2, y + 16, Wording.index(bar.contribution()), heavy ? "end strong" : "end");
  }

  private static void bar(Markup page, String side, int y, double width) {
    if (width == 0) {
      return;
    }
    page.empty(
        "rect",
        "class",
        side,
        "x",
        String.valueOf(BARS_FROM),
        "y",
        String.valueOf(y),
        "width",
        Coordinate.of(Math.max(width, .5)),
        "height",
        "9");
  }

  private static String described(List<Bar> bars) {
    return bars.stream()
        .map(
            bar ->
                "%s: %s then %s"
                    .formatted(
                        Wording.shortened(bar.label(), 30),
                        Wording.percent(bar.reference()),
                        Wording.percent(bar.current())))
        .collect(Collectors.joining("; ", "Reference, then current. ", "."));
  }
}
