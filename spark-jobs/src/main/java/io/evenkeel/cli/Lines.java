package io.evenkeel.cli;

import java.time.Duration;
import java.util.Locale;

/** How numbers and steps are written for a person. */
final class Lines {
  private static final int STEP_WIDTH = 9;
  private static final int BAR_WIDTH = 24;

  private Lines() {}

  /** Returns a step's line: its name in a column of its own, then the sentence. */
  static String step(String step, String sentence) {
    String indent = "\n" + " ".repeat(STEP_WIDTH);
    return String.format("%-" + (STEP_WIDTH - 1) + "s ", step) + sentence.replace("\n", indent);
  }

  /** Returns a bar with percent, rows per second where rows are written, and the time left. */
  static String bar(String step, TaskProgress.Snapshot at) {
    int filled = (int) Math.round(at.share() * BAR_WIDTH);
    String bar =
        "=".repeat(Math.max(0, filled - 1))
            + (filled > 0 ? ">" : "")
            + " ".repeat(BAR_WIDTH - Math.max(0, filled));
    return step(step, "[%s] %s".formatted(bar, progress(at)));
  }

  /** Returns percent, rows per second where rows are written, and the time left. */
  static String progress(TaskProgress.Snapshot at) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%3.0f%%", at.share() * 100));
    if (at.rowsPerSecond() >= 1) {
      text.append("  ").append(rate(at.rowsPerSecond())).append(" rows/s");
    }
    at.remaining().ifPresent(left -> text.append("  ETA ").append(seconds(left)));
    return text.toString();
  }

  private static String rate(double perSecond) {
    if (perSecond >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1fM", perSecond / 1e6);
    }
    return perSecond >= 1_000
        ? String.format(Locale.ROOT, "%.0fk", perSecond / 1e3)
        : String.format(Locale.ROOT, "%.0f", perSecond);
  }

  private static String seconds(Duration duration) {
    return Math.max(1, (duration.toMillis() + 500) / 1000) + "s";
  }
}
