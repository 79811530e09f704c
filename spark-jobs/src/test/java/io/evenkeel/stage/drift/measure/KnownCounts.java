package io.evenkeel.stage.drift.measure;

/** Counts that several known answers share. */
final class KnownCounts {
  static final long[] TRIANGLE = {5, 8, 10, 12, 15, 15, 12, 10, 8, 5};
  static final long[] THREE_WORDS = {50, 30, 20, 0};
  static final long[] FOUR_WORDS = {40, 30, 20, 10};

  private KnownCounts() {}
}
