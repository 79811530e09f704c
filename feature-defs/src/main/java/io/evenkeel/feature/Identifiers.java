package io.evenkeel.feature;

import java.util.regex.Pattern;

/** The rule for names of sets, sources, keys and columns. Stateless. */
public final class Identifiers {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

  private Identifiers() {}

  /**
   * Tells whether {@code name} starts with a letter and has only letters, digits and underscores,
   * at most 128 in all.
   */
  public static boolean valid(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Returns {@code name}.
   *
   * @throws IllegalArgumentException if it breaks the rule
   */
  static String require(String what, String name) {
    if (!valid(name)) {
      throw new IllegalArgumentException(
          "The %s name '%s' must start with a letter and have only letters, digits and underscores"
              .formatted(what, name));
    }
    return name;
  }
}
