package io.evenkeel.stage.drift.page;

import java.util.Locale;

/** Coordinates in drawings: one decimal is finer than a screen shows. */
final class Coordinate {
  private Coordinate() {}

  /** Returns the coordinate as SVG text, without a needless decimal. */
  static String of(double coordinate) {
    String text = String.format(Locale.ROOT, "%.1f", coordinate);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
