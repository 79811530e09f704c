package io.evenkeel.stage.verify;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a set reads of one source of events.
 *
 * @param by each choice of keys by which some value is asked for
 * @param arguments SQL by name of the column or label
 * @param orders SQL expressions by name of the column
 * @param before no window starts earlier than this before a prediction moment
 * @param after no window ends later than this after a prediction moment
 */
record EventReading(
    Source.Events source,
    Set<List<String>> by,
    Map<String, String> arguments,
    Map<String, List<String>> orders,
    Duration before,
    Duration after) {

  /** A zone's date line has moved by a day, and clocks by hours: two days hold both. */
  private static final int SPARE_DAYS = 2;

  /** Returns what the features and the label of a set read of a source. */
  static EventReading of(FeatureSet set, Source.Events source) {
    Set<List<String>> by = new LinkedHashSet<>();
    Map<String, String> arguments = new LinkedHashMap<>();
    Map<String, List<String>> orders = new LinkedHashMap<>();
    Duration before = Duration.ZERO;
    for (Aggregated column : aggregated(set, source)) {
      by.add(column.by());
      argument(column.name(), column.aggregate(), arguments);
      orders.put(column.name(), column.order());
      Duration reach = length(column.window()).plus(delay(source));
      before = before.compareTo(reach) < 0 ? reach : before;
    }
    Duration after = Duration.ZERO;
    if (set.label().isPresent() && set.label().get().source().equals(source.name())) {
      by.add(set.label().get().by());
      argument(set.label().get().name(), set.label().get().aggregate(), arguments);
      after = set.label().get().to();
    }
    return new EventReading(source, by, arguments, orders, before, after);
  }

  private static List<Aggregated> aggregated(FeatureSet set, Source.Events source) {
    List<Aggregated> found = new ArrayList<>();
    for (FeatureColumn column : set.columns()) {
      if (column instanceof Aggregated aggregated && aggregated.source().equals(source.name())) {
        found.add(aggregated);
      }
    }
    return found;
  }

  private static void argument(String name, Aggregate aggregate, Map<String, String> into) {
    if (!aggregate.argument().strip().equals("*")) {
      into.put(name, aggregate.argument());
    }
  }

  private static Duration length(Window window) {
    return window instanceof Window.Calendar calendar
        ? Duration.ofDays(calendar.days() + SPARE_DAYS)
        : ((Window.Elapsed) window).length();
  }

  private static Duration delay(Source.Events source) {
    return source.availability() instanceof Availability.Delay delay
        ? delay.delay()
        : Duration.ZERO;
  }
}
