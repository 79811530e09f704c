package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Reason;
import java.util.Optional;

/**
 * A value before its policy.
 *
 * @param value wide; empty for null
 * @param defect why there is no value to trust; empty where there is, null included
 */
record Computed(Optional<Object> value, Optional<Reason> defect) {
  static Computed of(Object value) {
    return new Computed(Optional.of(value), Optional.empty());
  }

  static Computed of(Optional<Object> value) {
    return new Computed(value, Optional.empty());
  }

  static Computed missing() {
    return new Computed(Optional.empty(), Optional.empty());
  }

  static Computed defect(Reason reason) {
    return new Computed(Optional.empty(), Optional.of(reason));
  }
}
