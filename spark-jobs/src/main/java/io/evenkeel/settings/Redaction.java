package io.evenkeel.settings;

import java.util.regex.Pattern;

/**
 * Takes secrets out of values that are told. Settings name the place of a secret and never hold it;
 * somebody may put one there all the same, and logs are read by many.
 */
final class Redaction {
  private static final String HIDDEN = "(hidden)";
  private static final String WORD = "password|passwd|pwd|secret|token|credentials?|api_?key";

  /** A key whose value is the secret; {@code password_file} and the like name its place. */
  private static final Pattern SECRET_KEY = Pattern.compile("(?i)(.*[._])?(" + WORD + ")");

  private static final Pattern PARAMETER = Pattern.compile("(?i)(" + WORD + ")=[^&;\\s]*");
  private static final Pattern USER = Pattern.compile("//[^/@\\s]+@");

  private Redaction() {}

  /** Returns a value as it may be told. */
  static String of(String key, String value) {
    if (SECRET_KEY.matcher(key).matches()) {
      return value.isEmpty() ? value : HIDDEN;
    }
    String shown = PARAMETER.matcher(value).replaceAll("$1=" + HIDDEN);
    return USER.matcher(shown).replaceAll("//" + HIDDEN + "@");
  }
}
