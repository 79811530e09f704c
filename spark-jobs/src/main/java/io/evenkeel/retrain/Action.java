package io.evenkeel.retrain;

import java.util.Locale;

/** What can be done about a model, most urgent first. */
public enum Action {
  /** Train it again now. */
  RETRAIN_NOW("Retrain now"),
  /** Train it again within a week. */
  RETRAIN_WITHIN_A_WEEK("Retrain within a week"),
  /** Train it again on schedule. */
  RETRAIN_ON_SCHEDULE("Retrain on schedule"),
  /** Nothing but watching it. */
  KEEP_MONITORING("Keep monitoring");

  private final String sentence;

  Action(String sentence) {
    this.sentence = sentence;
  }

  /** Returns the word for tables and schedulers, such as {@code retrain_now}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the phrase for people. */
  public String sentence() {
    return sentence;
  }
}
