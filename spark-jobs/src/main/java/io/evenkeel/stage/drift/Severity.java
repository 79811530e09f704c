package io.evenkeel.stage.drift;

import java.util.Locale;

/** How far something has moved, least first. */
public enum Severity {
  /** Within what chance and thresholds allow. */
  NONE,
  /** Beyond chance, but too small an effect to matter. */
  NEGLIGIBLE,
  /** Beyond chance and beyond the moderate threshold. */
  MODERATE,
  /** Beyond the major threshold, or gone altogether. */
  MAJOR;

  /** Returns the word for tables and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether the verdict is an alert where something has moved this far. */
  public boolean alerts() {
    return compareTo(MODERATE) >= 0;
  }

  /** Returns the farther of the two. */
  Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
