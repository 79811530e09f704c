package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds keys that nobody reads, so that a misspelt setting is an error and not a silent default.
 */
final class UnknownKeys {
  private UnknownKeys() {}

  /** Returns one problem for each key of {@code given} that is not in {@code reference}. */
  static List<String> in(Config given, Config reference, String root) {
    Map<String, ConfigValue> known = new TreeMap<>();
    reference.root().forEach((key, value) -> collect(key, value, known));
    Map<String, ConfigValue> found = new TreeMap<>();
    given.root().forEach((key, value) -> collect(key, value, found));
    return found.entrySet().stream()
        .filter(setting -> !known.containsKey(setting.getKey()))
        // Names of tables; what is under them is checked where it is read.
        .filter(setting -> !setting.getKey().startsWith(root + ".jdbc."))
        .map(setting -> problem(setting.getKey(), setting.getValue(), known.keySet(), root))
        .toList();
  }

  private static void collect(String path, ConfigValue value, Map<String, ConfigValue> into) {
    if (value instanceof Map<?, ?> object) {
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        if (entry.getValue() instanceof ConfigValue child) {
          collect(path + "." + entry.getKey(), child, into);
        }
      }
    } else {
      into.put(path, value);
    }
  }

  private static String problem(String path, ConfigValue value, Set<String> known, String root) {
    String place = Setting.placeOf(value.origin());
    if (!path.startsWith(root + ".")) {
      return "Setting '%s' (%s) is not Evenkeel's; settings start with '%s.'"
          .formatted(path, place, root);
    }
    String nearest =
        known.stream().min(Comparator.comparingInt(name -> distance(name, path))).orElse(root);
    return "Setting '%s' (%s) is unknown; the nearest known one is '%s'"
        .formatted(path, place, nearest);
  }

  /** Levenshtein distance with two rows. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
