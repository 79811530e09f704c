package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.measure.BinnedKs;
import io.evenkeel.stage.drift.measure.TwoCounts;

/**
 * Draws both distribution functions, the reference solid and the current data dashed, and marks
 * their widest gap. The scale runs from the lower to the higher of both sides' outermost
 * hundredths, within the reference's range, and always shows the gap.
 */
final class Distribution {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 250;
  private static final int LEFT = 38;
  private static final int RIGHT = 394;
  private static final int TOP = 32;
  private static final int BOTTOM = 222;

  private final Markup page;
  private final Curve reference;
  private final Curve current;
  private final double gap;
  private final double gapAt;
  private final Scale x;
  private final Scale y = new Scale(0, 1, BOTTOM, TOP);

  private Distribution(Markup page, FeatureDrift drift) {
    Numeric feature = (Numeric) drift.profile();
    int bins = feature.layout().bins();
    BinnedKs ks =
        BinnedKs.of(
            feature.edges(),
            new TwoCounts(feature.counts().first(bins), drift.current().first(bins)));
    this.page = page;
    this.reference = new Curve(feature, feature.counts());
    this.current = new Curve(feature, drift.current());
    this.gap = ks.statistic().lo();
    double least = feature.summary().min();
    double most = feature.summary().max();
    this.gapAt = Math.min(Math.max(ks.widest(), least), most);
    double low = Math.min(gapAt, Math.min(reference.quantile(.01), current.quantile(.01)));
    double high = Math.max(gap > 0 ? gapAt : low, quantile(.99));
    double margin = high > low ? (high - low) * .03 : Math.max(Math.abs(low) * .1, .5);
    this.x = new Scale(low - margin, high + margin, LEFT, RIGHT);
  }

  /**
   * Writes the drawing; both sides must have values, and the reference a finite one.
   *
   * @param id unique in the page
   */
  static void write(Markup page, String id, FeatureDrift drift) {
    new Distribution(page, drift).write(id, drift.name());
  }

  private double quantile(double share) {
    return Math.max(reference.quantile(share), current.quantile(share));
  }

  private void write(String id, String feature) {
    String description =
        gap == 0
            ? "At no edge do the two differ."
            : "They differ most, by %s, at %s.".formatted(Wording.index(gap), Wording.value(gapAt));
    Drawing.open(page, id, WIDTH, HEIGHT, "Distribution functions of " + feature, description);
    legend();
    axes();
    page.empty("path", "class", "line ref", "d", reference.path(x, y));
    page.empty("path", "class", "line cur", "d", current.path(x, y));
    if (gap > 0) {
      gap();
    }
    page.close();
  }

  private void legend() {
    page.empty("path", "class", "line ref", "d", "M38 9H62");
    Drawing.text(page, 68, 13, "reference", "soft");
    page.empty("path", "class", "line cur", "d", "M142 9H166");
    Drawing.text(page, 172, 13, "current", "soft");
    page.empty("path", "class", "gap", "d", "M232 3V15M228 3h8M228 15h8");
    Drawing.text(page, 242, 13, "widest gap", "soft");
  }

  private void axes() {
    for (int half = 0; half <= 2; half++) {
      double at = y.at(half / 2.0);
      page.empty(
          "path", "class", "rule", "d", "M%d %sH%d".formatted(LEFT, Coordinate.of(at), RIGHT));
      Drawing.text(page, LEFT - 6, at + 4, 50 * half + "%", "soft small end");
    }
    for (double tick : x.ticks()) {
      String at = Coordinate.of(x.at(tick));
      page.empty("path", "class", "rule", "d", "M%s %dv5".formatted(at, BOTTOM));
      Drawing.text(page, x.at(tick), BOTTOM + 19, Wording.value(tick), "soft small middle");
    }
  }

  private void gap() {
    double at = x.at(gapAt);
    double from = y.at(reference.shareAt(gapAt));
    double to = y.at(current.shareAt(gapAt));
    String left = Coordinate.of(at - 4);
    page.empty(
        "path",
        "class",
        "gap",
        "d",
        "M%s %sV%sM%s %sh8M%s %sh8"
            .formatted(
                Coordinate.of(at),
                Coordinate.of(from),
                Coordinate.of(to),
                left,
                Coordinate.of(from),
                left,
                Coordinate.of(to)));
    boolean roomOnTheRight = at < RIGHT - 80;
    Drawing.text(
        page,
        at + (roomOnTheRight ? 9 : -9),
        (from + to) / 2 + 4,
        "D " + Wording.index(gap),
        roomOnTheRight ? "strong halo" : "strong halo end");
  }
}
