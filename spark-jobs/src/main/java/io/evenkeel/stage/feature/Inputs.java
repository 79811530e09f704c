package io.evenkeel.stage.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What feature rows are computed from, and how: each source is read once, as far as any group sees.
 *
 * @param events of each source, as {@link EventView#rows} returns them
 * @param way in which windows are folded
 */
record Inputs(Map<EventView, Dataset<Row>> events, WindowStrategy way) {

  /**
   * Returns what a plan reads. Starts a job over the spine's prediction moments where a source of
   * events is asked.
   *
   * @param spine read several times
   */
  static Inputs of(
      FeaturePlan plan, WindowStrategy strategy, boolean labelled, Dataset<Row> spine) {
    List<WindowGroup> groups = plan.groups(labelled);
    if (groups.isEmpty()) {
      return new Inputs(Map.of(), strategy);
    }
    Extent extent = Extent.of(spine);
    WindowStrategy way =
        extent.isOneMoment() ? strategy.atOneMoment() : strategy.overSpine(extent.rows());
    return new Inputs(events(groups, extent, way), way);
  }

  /** Returns the events that a group folds. */
  Dataset<Row> of(WindowGroup group) {
    return Objects.requireNonNull(events.get(group.events()));
  }

  private static Map<EventView, Dataset<Row>> events(
      List<WindowGroup> groups, Extent extent, WindowStrategy way) {
    Map<EventView, Horizon> horizons = new LinkedHashMap<>();
    for (WindowGroup group : groups) {
      horizons.merge(group.events(), extent.seenBy(group), Horizon::or);
    }
    Map<EventView, Dataset<Row>> events = new LinkedHashMap<>();
    horizons.forEach(
        (source, horizon) -> {
          Dataset<Row> rows = source.rows(horizon);
          List<WindowGroup> readers =
              groups.stream().filter(group -> group.events() == source).toList();
          boolean once =
              readers.size() == 1
                  && readers.get(0).picks().isEmpty()
                  && way.readsOnce(readers.get(0));
          events.put(source, once ? rows : Kept.of(rows));
        });
    return events;
  }
}
