package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.Quantity;
import io.evenkeel.stage.drift.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One feature: its numbers in a line, its bins and its distribution functions. */
final class FeatureSection {
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_-]");

  private FeatureSection() {}

  /** Returns the feature's anchor in the page. */
  static String id(FeatureDrift feature) {
    return "f-" + UNUSUAL.matcher(feature.name()).replaceAll(FeatureSection::coded);
  }

  private static String coded(MatchResult unusual) {
    return "_x%04x".formatted((int) unusual.group().charAt(0));
  }

  /**
   * Writes the section.
   *
   * @param heading the heading's tag
   */
  static void write(Markup page, FeatureDrift feature, String heading) {
    page.open("article", "id", id(feature), "class", "feature " + feature.severity().word());
    page.open("div", "class", "title");
    page.leaf(heading, feature.name());
    page.leaf("span", Wording.state(feature), "class", Wording.stateClass(feature));
    page.close();
    page.leaf("p", told(feature), "class", "told");
    if (feature.status() != Status.EMPTY && feature.status() != Status.MISSING_FEATURE) {
      figures(page, feature);
    }
    page.close();
  }

  private static void figures(Markup page, FeatureDrift feature) {
    page.open("div", "class", "figures");
    PairedBars.write(page, id(feature) + "-b", feature.name(), Bar.of(feature));
    if (drawable(feature)) {
      Distribution.write(page, id(feature) + "-e", feature);
    }
    page.close();
  }

  private static boolean drawable(FeatureDrift feature) {
    BinLayout layout = feature.profile().layout();
    return feature.profile() instanceof Numeric numeric
        && numeric.summary().values() > 0
        && layout.values(feature.current()) > 0;
  }

  private static String told(FeatureDrift feature) {
    List<String> parts = new ArrayList<>();
    add(parts, feature, Metric.PSI, "PSI %s");
    add(parts, feature, Metric.PSI_20, "over twentieths %s");
    bounded(parts, feature, Metric.KS, "D %s");
    add(parts, feature, Metric.LINF, "largest change of a share %s");
    feature.metric(Metric.KS).or(() -> feature.metric(Metric.LINF)).ifPresent(m -> p(parts, m));
    add(parts, feature, Metric.JS, "JS %s");
    bounded(parts, feature, Metric.W1, "W1 %s sd");
    share(parts, feature, Metric.OUT_OF_RANGE_SHARE, "%s outside the reference's range");
    share(parts, feature, Metric.UNSEEN_SHARE, "%s in categories the reference lacks");
    return parts.isEmpty() ? reason(feature) : String.join(" \u00b7 ", parts);
  }

  private static String reason(FeatureDrift feature) {
    return feature.status() == Status.MISSING_FEATURE
        ? "The current data does not have this feature."
        : "There are no rows to compare.";
  }

  private static void add(List<String> parts, FeatureDrift feature, String name, String words) {
    feature
        .value(name)
        .ifPresent(value -> parts.add(String.format(Locale.ROOT, words, Wording.index(value))));
  }

  private static void share(List<String> parts, FeatureDrift feature, String name, String words) {
    feature
        .metric(name)
        .map(metric -> metric.number(Quantity.CURRENT).orElse(0))
        .filter(share -> share > 0)
        .ifPresent(share -> parts.add(words.formatted(Wording.percent(share))));
  }

  private static void bounded(List<String> parts, FeatureDrift feature, String name, String words) {
    Optional<Metric> metric = feature.metric(name).filter(m -> m.value().isPresent());
    metric.ifPresent(
        m ->
            parts.add(
                words.formatted(
                    Wording.bounds(
                        m.number(Quantity.LO).orElseThrow(),
                        m.number(Quantity.HI).orElseThrow()))));
  }

  private static void p(List<String> parts, Metric metric) {
    if (metric.number(Quantity.P).isPresent()) {
      parts.add(
          "p %s, adjusted %s"
              .formatted(
                  Wording.probability(metric.number(Quantity.P)),
                  Wording.probability(metric.number(Quantity.P_ADJ))));
    }
  }
}
