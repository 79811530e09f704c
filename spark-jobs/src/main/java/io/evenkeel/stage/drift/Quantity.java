package io.evenkeel.stage.drift;

import java.util.Locale;

/** What a number of a {@link Metric} is. */
public enum Quantity {
  /** The measure itself; for a share or a statistic its change, current less reference. */
  VALUE("the measure; of a share or statistic its change, current less reference"),
  /** Certain lower bound of the value. */
  LO("certain lower bound of the value"),
  /** Certain upper bound of the value. */
  HI("certain upper bound of the value"),
  /** Probability of such a value by chance. */
  P("probability of such a value by chance, never too small"),
  /** The same after Benjamini and Hochberg, over every feature that has a p. */
  P_ADJ("p after Benjamini and Hochberg (1995) over every feature of the run"),
  /** What the value is held against. */
  THRESHOLD("what the value is held against"),
  /** The statistic in the reference. */
  REFERENCE("the statistic in the reference"),
  /** The statistic in the current data. */
  CURRENT("the statistic in the current data"),
  /** What scipy reports under that name, where its convention differs. */
  SCIPY("what scipy's function of that name reports, where its convention differs");

  private final String comment;

  Quantity(String comment) {
    this.comment = comment;
  }

  /** Returns the column that holds it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String comment() {
    return comment;
  }
}
