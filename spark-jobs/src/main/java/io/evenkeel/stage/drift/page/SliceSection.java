package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.Severity;
import io.evenkeel.stage.drift.SliceComparison;
import io.evenkeel.stage.drift.SliceDrift;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The slices of each column: how many rows, how many features have moved, which farthest, and
 * whether the predictions have.
 */
final class SliceSection {
  private static final int NAMED = 3;

  private SliceSection() {}

  static void write(Markup page, SliceComparison compared) {
    page.leaf(
        "p",
        "Each slice of the current rows is held against the same slice of the reference, in the"
            + " reference's bins. All features of all slices of a column share its chance of a"
            + " false alarm.",
        "class",
        "note");
    Map<String, Long> leftOut = new TreeMap<>(compared.leftOut());
    for (String key : compared.slices().stream().map(s -> s.slice().key()).distinct().toList()) {
      page.leaf("h3", "By " + key);
      List<SliceDrift> own =
          compared.slices().stream().filter(s -> s.slice().key().equals(key)).toList();
      table(page, key, own);
      Long left = leftOut.get(key);
      if (left != null) {
        page.leaf("p", Wording.count(left) + " smaller slices are not told.", "class", "note");
      }
    }
  }

  private static void table(Markup page, String key, List<SliceDrift> slices) {
    boolean predicted = slices.stream().anyMatch(slice -> slice.prediction().isPresent());
    page.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "Slices by " + key,
        "tabindex",
        "0");
    page.open("table", "class", "slices");
    page.leaf("caption", "Slices by " + key + ", the largest first");
    page.open("thead").open("tr");
    page.leaf("th", key, "scope", "col", "class", "words");
    page.leaf("th", "State", "scope", "col", "class", "words");
    page.leaf("th", "Reference rows", "scope", "col", "class", "number");
    page.leaf("th", "Current rows", "scope", "col", "class", "number");
    page.leaf("th", "Moved features", "scope", "col", "class", "number");
    page.leaf("th", "Farthest, with PSI", "scope", "col", "class", "words");
    if (predicted) {
      page.leaf("th", "Predictions, PSI", "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    slices.forEach(slice -> row(page, slice, predicted));
    page.close().close().close();
  }

  private static void row(Markup page, SliceDrift slice, boolean predicted) {
    List<FeatureDrift> moved = slice.moved();
    page.open("tr", "class", slice.severity().word());
    page.leaf("th", slice.slice().value(), "scope", "row");
    page.open("td").leaf("span", state(slice), "class", "state " + slice.severity().word()).close();
    page.leaf("td", Wording.count(slice.referenceRows()), "class", "number");
    page.leaf("td", Wording.count(slice.currentRows()), "class", "number");
    page.leaf("td", Wording.count(moved.size()), "class", "number");
    page.leaf(
        "td",
        moved.isEmpty()
            ? Wording.NONE
            : String.join(
                ", ",
                moved.stream()
                    .limit(NAMED)
                    .map(f -> f.name() + " " + Wording.index(f.value(Metric.PSI)))
                    .toList()));
    if (predicted) {
      page.leaf(
          "td",
          slice.prediction().map(SliceSection::predictions).orElse(Wording.NONE),
          "class",
          "number");
    }
    page.close();
  }

  private static String predictions(FeatureDrift prediction) {
    String index = Wording.index(prediction.value(Metric.PSI));
    return prediction.severity().alerts() ? index + ", moved" : index;
  }

  private static String state(SliceDrift slice) {
    boolean judged = slice.features().stream().anyMatch(SliceSection::judged);
    if (!judged) {
      return "too few rows";
    }
    return switch (slice.severity()) {
      case MAJOR -> "moved far";
      case MODERATE -> "moved";
      case NEGLIGIBLE -> "negligible";
      case NONE -> "steady";
    };
  }

  private static boolean judged(FeatureDrift feature) {
    return switch (feature.status()) {
      case OK, ALL_NULL -> true;
      default -> feature.severity() != Severity.NONE;
    };
  }
}
