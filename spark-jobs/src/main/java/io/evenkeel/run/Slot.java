package io.evenkeel.run;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The place that a run fills: one model in one role on one day. Its names are safe as folder names
 * and inside a quoted SQL literal.
 *
 * @param role such as {@code champion}
 * @param scoreDate in the years 1 to 9999
 */
public record Slot(String model, String role, LocalDate scoreDate) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /** Checks the names. */
  public Slot {
    model = requireName("model", model);
    role = requireName("role", role);
    if (scoreDate.getYear() < 1 || scoreDate.getYear() > 9999) {
      throw new IllegalArgumentException(
          "The score date %s is outside the years 1 to 9999".formatted(scoreDate));
    }
  }

  /**
   * Returns {@code name}.
   *
   * @throws IllegalArgumentException if it could leave its folder or its quotes
   */
  public static String requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The %s name '%s' must start with a letter or digit and have only letters, digits and _ . -, at most 100"
              .formatted(what, name));
    }
    return name;
  }

  /** Returns {@code <model>/<role>/<score date>}. */
  public String path() {
    return model + "/" + role + "/" + scoreDate;
  }

  @Override
  public String toString() {
    return path();
  }
}
