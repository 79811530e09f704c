package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of the first or last event of a window. Not thread-safe.
 *
 * <p>The greatest (or least) event time is a {@link Partial}; the values are then read by joining
 * that instant back to the events, so that nothing but numbers is folded over whole windows.
 */
final class Pick {
  private final String name;
  private final boolean last;
  private final int window;
  private final String time;
  private final List<String> order;
  private final List<String> values = new ArrayList<>();

  /**
   * @param time column of the partial that holds the picked instant
   * @param order columns of the events that break ties
   */
  Pick(String name, boolean last, int window, String time, List<String> order) {
    this.name = name;
    this.last = last;
    this.window = window;
    this.time = time;
    this.order = List.copyOf(order);
  }

  boolean last() {
    return last;
  }

  int window() {
    return window;
  }

  String time() {
    return time;
  }

  List<String> order() {
    return order;
  }

  List<String> values() {
    return List.copyOf(values);
  }

  /** Asks for a value of the events; returns the column of the result that holds it. */
  String value(String value) {
    if (!values.contains(value)) {
      values.add(value);
    }
    return column(value);
  }

  /** Returns the column that holds a value. */
  String column(String value) {
    return name + value;
  }

  /** Returns the column that is true where tied events differ in a value. */
  String ambiguous(String value) {
    return name + value + "_ambiguous";
  }
}
