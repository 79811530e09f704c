package io.evenkeel.feature.language;

import com.typesafe.config.ConfigOrigin;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Everything found wrong in one definition, told together. Not thread-safe. */
final class Problems {
  private record Found(String file, int line, String text) {
    @Override
    public String toString() {
      return line > 0 ? "%s:%d: %s".formatted(file, line, text) : file + ": " + text;
    }
  }

  private final Path file;
  private final List<Found> found = new ArrayList<>();

  /** Collects problems of the definition in {@code file}. */
  Problems(Path file) {
    this.file = file;
  }

  /**
   * Adds a problem.
   *
   * @param origin where the setting stands, or where it is missing from
   * @param path the setting's path
   * @param text what was found and what is possible
   */
  void add(ConfigOrigin origin, String path, String text) {
    found.add(new Found(place(origin), origin.lineNumber(), path + ": " + text));
  }

  /** Tells whether nothing was found. */
  boolean none() {
    return found.isEmpty();
  }

  /** Throws all that was found, by file and line; returns where nothing was found. */
  void throwIfAny() {
    if (!none()) {
      throw failure(
          found.stream()
              .sorted(Comparator.comparing(Found::file).thenComparingInt(Found::line))
              .map(Found::toString)
              .distinct()
              .toList());
    }
  }

  /** Returns the failure that tells these problems of this definition. */
  EvenkeelException failure(List<String> problems) {
    return EvenkeelException.of(Fault.USAGE, problems)
        .safe("The definition was only read; no table was touched.")
        .next("Correct %s and run the same command again".formatted(file));
  }

  private String place(ConfigOrigin origin) {
    String name = Objects.requireNonNullElse(origin.filename(), file.toString());
    return Path.of(name).getFileName().toString();
  }
}
