package io.evenkeel.stage.cache;

import io.evenkeel.run.Generation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day's predictions from one run, as a cache holds them. A later day is newer, and within a day a
 * greater generation.
 */
public record CacheGeneration(LocalDate scoreDate, Generation generation)
    implements Comparable<CacheGeneration> {
  private static final Pattern NAME = Pattern.compile("v(\\d{4}-\\d{2}-\\d{2})-(\\d{6,9})");
  private static final Comparator<CacheGeneration> ORDER =
      Comparator.comparing(CacheGeneration::scoreDate).thenComparing(CacheGeneration::generation);

  /** Returns the generation of that name, or empty where the text is no such name. */
  static Optional<CacheGeneration> named(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new CacheGeneration(
                LocalDate.parse(matcher.group(1)),
                new Generation(Integer.parseInt(matcher.group(2)))))
        : Optional.empty();
  }

  /** Tells whether this one is to be served rather than {@code other}. */
  public boolean newerThan(CacheGeneration other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(CacheGeneration other) {
    return ORDER.compare(this, other);
  }

  /** Returns the name, such as {@code v2013-07-04-000003}. */
  @Override
  public String toString() {
    return "v%s-%06d".formatted(scoreDate, generation.number());
  }
}
