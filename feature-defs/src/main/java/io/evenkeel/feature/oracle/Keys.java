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
  static Optional<Candidate> mismatch(
      int index, List<String> by, Map<String, Object> wanted, Map<String, Object> found) {
    for (String key : by) {
      if (!wanted.containsKey(key) || !found.containsKey(key)) {
        String side = wanted.containsKey(key) ? "source" : "spine";
        return Optional.of(
            new Candidate(index, Verdict.NULL_KEY, "%s is null in the %s".formatted(key, side)));
      }
      // Equal only where the classes are: '1' is text, 1 a number.
      if (!wanted.get(key).equals(found.get(key))) {
        return Optional.of(
            new Candidate(
                index,
                Verdict.OTHER_KEY,
                "%s is %s, not %s".formatted(key, found.get(key), wanted.get(key))));
      }
    }
    return Optional.empty();
  }
}
