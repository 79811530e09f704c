package io.evenkeel.feature.oracle;

import io.evenkeel.feature.oracle.Candidate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Equality of keys: each with its type, null with nothing. */
final class Keys {
  private Keys() {}

  /**
   * Returns why a row of a source does not match, or empty where it does.
   *
   * @param wanted the spine's keys, with canonical values
   * @param found the source's keys, with canonical values
   */
  static Optional<Verdict> mismatch(
      List<String> by, Map<String, Object> wanted, Map<String, Object> found) {
    return firstMismatch(by, wanted, found)
        .map(
            key ->
                wanted.containsKey(key) && found.containsKey(key)
                    ? Verdict.OTHER_KEY
                    : Verdict.NULL_KEY);
  }

  /** Returns the first key that does not match, in words. */
  static String detail(List<String> by, Map<String, Object> wanted, Map<String, Object> found) {
    return firstMismatch(by, wanted, found)
        .map(
            key ->
                "%s is %s, not %s"
                    .formatted(
                        key, found.getOrDefault(key, "null"), wanted.getOrDefault(key, "null")))
        .orElse("");
  }

  /** Keys are equal only where their classes are: '1' is text, 1 a number. */
  private static Optional<String> firstMismatch(
      List<String> by, Map<String, Object> wanted, Map<String, Object> found) {
    for (String key : by) {
      Object value = wanted.get(key);
      if (value == null || !value.equals(found.get(key))) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
