package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

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

  <E extends Enum<E>> E choice(String key, Class<E> words) {
    String word = text(key);
    List<String> possible =
        Stream.of(words.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    if (!possible.contains(word)) {
      problems.add("%s is '%s'; possible are %s".formatted(name(key), word, possible));
      return words.getEnumConstants()[0];
    }
    return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
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
