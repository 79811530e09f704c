package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads typed values and notes every problem instead of stopping at the first; a value with a
 * problem is returned as a placeholder that nobody sees, because the reader then throws.
 */
final class Values {
  private final Config config;
  private final List<String> problems;

  Values(Config config, List<String> problems) {
    this.config = config;
    this.problems = problems;
  }

  String text(String key) {
    return read(key, config::getString, "");
  }

  /** Returns a text, and notes a problem that does not repeat it where {@code allowed} says no. */
  String text(String key, Predicate<String> allowed, String possible) {
    String value = text(key);
    if (!allowed.test(value)) {
      problems.add("%s is not %s".formatted(name(key), possible));
    }
    return value;
  }

  boolean flag(String key) {
    return read(key, config::getBoolean, false);
  }

  /** Returns the constant of that name, in any case of letters. */
  <E extends Enum<E>> E choice(String key, Class<E> choices) {
    String value = text(key);
    List<E> possible = List.of(choices.getEnumConstants());
    return possible.stream()
        .filter(choice -> choice.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseGet(
            () -> {
              problems.add(
                  "%s is '%s'; possible are %s"
                      .formatted(name(key), value, possible.toString().toLowerCase(Locale.ROOT)));
              return possible.get(0);
            });
  }

  /** Notes a problem that several keys have together. */
  void problem(String key, String found) {
    problems.add("%s %s".formatted(name(key), found));
  }

  Path path(String key) {
    try {
      return Path.of(text(key));
    } catch (InvalidPathException e) {
      problems.add("%s is not a path: %s".formatted(name(key), e.getMessage()));
      return Path.of("");
    }
  }

  int integer(String key, int least, int greatest) {
    int value = read(key, config::getInt, least);
    if (value < least || value > greatest) {
      problems.add("%s is %d; possible are %d to %d".formatted(name(key), value, least, greatest));
    }
    return value;
  }

  /** Reads a number, or empty for a word that stands for none. */
  OptionalInt integerOr(String key, String word, int least, int greatest) {
    return text(key).equals(word)
        ? OptionalInt.empty()
        : OptionalInt.of(integer(key, least, greatest));
  }

  double number(String key, double least, double greatest) {
    double value = read(key, config::getDouble, least);
    if (!(value >= least && value <= greatest)) {
      problems.add("%s is %s; possible are %s to %s".formatted(name(key), value, least, greatest));
    }
    return value;
  }

  private <T> T read(String key, Function<String, T> getter, T placeholder) {
    try {
      return getter.apply(key);
    } catch (ConfigException e) {
      problems.add("%s: %s".formatted(name(key), e.getMessage()));
      return placeholder;
    }
  }

  private static String name(String key) {
    return "evenkeel." + key;
  }
}
