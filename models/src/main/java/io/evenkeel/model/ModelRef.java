package io.evenkeel.model;

import java.util.regex.Pattern;

/**
 * A version of a model, such as {@code flight_delay@1}.
 *
 * @param name starts with a letter; letters, digits, {@code _} and {@code -} only, so that it can
 *     be a folder's name and never leave the folder of models
 * @param version starts at 1
 */
public record ModelRef(String name, int version) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,127}");

  /** Checks both. */
  public ModelRef {
    if (!validName(name)) {
      throw new IllegalArgumentException(
          "The model name '%s' must start with a letter and have only letters, digits, '_' and '-'"
              .formatted(name));
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "Version of model '%s' is %d; versions start at 1".formatted(name, version));
    }
  }

  /** Tells whether {@code name} can be the name of a model. */
  static boolean validName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
