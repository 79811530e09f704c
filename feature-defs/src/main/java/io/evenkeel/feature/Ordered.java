package io.evenkeel.feature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable maps that keep the order in which a definition names things. */
final class Ordered {
  private Ordered() {}

  /** Returns an unmodifiable copy in the same order. */
  static <K, V> Map<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
