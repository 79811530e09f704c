package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All aggregates over one source by the same keys. Not thread-safe. */
final class WindowGroup {
  private final WindowBundle bundle;
  private final int number;
  private final List<String> by;
  private final Duration endAfter;
  private final Duration seenAfter;
  private final List<Partial> partials = new ArrayList<>();
  private final List<Pick> picks = new ArrayList<>();

  /**
   * A group without aggregates.
   *
   * @param number of the group in its bundle
   * @param by keys to match by, sorted
   * @param endAfter from the prediction moment to the end of every window; negative for a delay
   * @param seenAfter from the prediction moment to the last instant of knowledge that counts
   */
  WindowGroup(
      WindowBundle bundle, int number, List<String> by, Duration endAfter, Duration seenAfter) {
    this.bundle = bundle;
    this.number = number;
    this.by = List.copyOf(by);
    this.endAfter = endAfter;
    this.seenAfter = seenAfter;
  }

  WindowBundle bundle() {
    return bundle;
  }

  EventView events() {
    return bundle.events();
  }

  int number() {
    return number;
  }

  List<String> by() {
    return by;
  }

  List<Partial> partials() {
    return List.copyOf(partials);
  }

  List<Pick> picks() {
    return List.copyOf(picks);
  }

  Duration endAfter() {
    return endAfter;
  }

  Duration seenAfter() {
    return seenAfter;
  }

  /** Returns the numbers of the windows that are folded, at least one. */
  List<Integer> windows() {
    return partials.stream().map(Partial::window).distinct().toList();
  }

  /** Returns the column of a fold, the same for the same fold. */
  String partial(Partial.Fold fold, String value, int window) {
    Optional<Partial> known =
        partials.stream()
            .filter(p -> p.fold() == fold && p.value().equals(value) && p.window() == window)
            .findFirst();
    return known
        .orElseGet(
            () -> {
              String name = "__g%d_p%d".formatted(number, partials.size());
              Partial added = new Partial(name, fold, value, window);
              partials.add(added);
              return added;
            })
        .name();
  }

  /** Returns the pick of that kind, which is added where there is none. */
  Pick pick(boolean last, int window, List<String> order) {
    return picks.stream()
        .filter(p -> p.last() == last && p.window() == window && p.order().equals(order))
        .findFirst()
        .orElseGet(
            () -> {
              String time = partial(last ? Partial.Fold.MAX : Partial.Fold.MIN, Names.TIME, window);
              String name = "__g%d_pick%d".formatted(number, picks.size());
              Pick added = new Pick(name, last, window, time, order);
              picks.add(added);
              return added;
            });
  }

  /** Returns the longest window's length, at least a microsecond. */
  Duration longest() {
    return windows().stream()
        .map(window -> bundle.window(window).longest())
        .max(Duration::compareTo)
        .orElseThrow(() -> new IllegalStateException("A group of aggregates has a window"));
  }

  /** Returns the columns that identify a query of this group. */
  List<String> queryColumns() {
    List<String> columns = new ArrayList<>(by.stream().map(Names::queryKey).toList());
    columns.add(FeatureRows.AS_OF);
    return columns;
  }
}
