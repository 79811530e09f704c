package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.ValuePolicy.Missing;
import io.evenkeel.feature.ValuePolicy.Unknown;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value policy as a sorted map, of the settings that matter for its type only. */
final class PolicyTree {
  private PolicyTree() {}

  static SortedMap<String, Object> of(ValuePolicy policy, FeatureType type) {
    SortedMap<String, Object> tree = new TreeMap<>();
    missing(policy.missing(), tree);
    if (type.numeric()) {
      tree.put("nan", policy.nan().name().toLowerCase(Locale.ROOT));
    }
    if (type == FeatureType.CATEGORY) {
      tree.put("values", policy.values());
      unknown(policy.unknown(), tree);
    }
    policy
        .range()
        .ifPresent(
            range -> {
              tree.put("range", List.of(text(range.least()), text(range.greatest())));
              tree.put("on_violation", policy.onViolation().name().toLowerCase(Locale.ROOT));
            });
    return tree;
  }

  /** A fill is under a key of its own, so that no fill reads like a rule. */
  private static void missing(Missing missing, SortedMap<String, Object> tree) {
    if (missing instanceof Missing.Fill fill) {
      tree.put("missing_fill", fill.literal());
    } else {
      tree.put("missing", missing instanceof Missing.Keep ? "keep" : "reject");
    }
  }

  private static void unknown(Unknown unknown, SortedMap<String, Object> tree) {
    if (unknown instanceof Unknown.Other other) {
      tree.put("unknown_value", other.value());
    } else {
      tree.put("unknown", unknown instanceof Unknown.AsMissing ? "missing" : "reject");
    }
  }

  private static String text(double bound) {
    return Double.toString(bound);
  }
}
