package io.evenkeel.stage.drift.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long the run took to reach each of its states. */
final class LatencySection {
  private LatencySection() {}

  static void write(Markup page, Optional<Latency> known) {
    if (known.isEmpty()) {
      page.leaf("p", "The run's times are not known here; the table runs has them.");
      return;
    }
    Latency latency = known.get();
    if (latency.rowsPerSecond() > 0) {
      page.leaf(
          "p",
          String.format(
              Locale.ROOT,
              "%s rows in %.1f s, features included: %s rows a second.",
              Wording.count(latency.rows()),
              latency.rows() / latency.rowsPerSecond(),
              Wording.count(Math.round(latency.rowsPerSecond()))));
    }
    page.open("table", "class", "latency");
    page.leaf("caption", "Seconds from the run's start");
    page.open("thead").open("tr");
    page.leaf("th", "State", "scope", "col", "class", "words");
    page.leaf("th", "Reached after", "scope", "col", "class", "number");
    page.close().close().open("tbody");
    for (Map.Entry<String, Double> state : latency.stageSeconds().entrySet()) {
      page.open("tr");
      page.leaf("th", state.getKey().toLowerCase(Locale.ROOT), "scope", "row");
      page.leaf("td", String.format(Locale.ROOT, "%.1f s", state.getValue()), "class", "number");
      page.close();
    }
    page.close().close();
  }
}
