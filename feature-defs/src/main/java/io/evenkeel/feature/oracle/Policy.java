package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.ValuePolicy.Missing;
import io.evenkeel.feature.ValuePolicy.Nan;
import io.evenkeel.feature.ValuePolicy.OnViolation;
import io.evenkeel.feature.ValuePolicy.Range;
import io.evenkeel.feature.ValuePolicy.Unknown;
import java.util.Optional;

/** What a column's policy makes of a computed value: NaN, missing, unknown, range, one cast. */
final class Policy {
  private final FeatureType type;
  private final ValuePolicy policy;

  /**
   * @param value final; empty for null
   * @param breach why the row must not be scored
   * @param flag why the value is recorded
   */
  record Final(Optional<Object> value, Optional<Reason> breach, Optional<Reason> flag) {
    static Final of(Optional<Object> value) {
      return new Final(value, Optional.empty(), Optional.empty());
    }

    static Final breach(Optional<Object> value, Reason reason) {
      return new Final(value, Optional.of(reason), Optional.empty());
    }
  }

  Policy(FeatureColumn column) {
    this.type = column.type();
    this.policy = column.policy();
  }

  Final apply(Computed computed) {
    if (computed.defect().isPresent()) {
      return Final.breach(Optional.empty(), computed.defect().get());
    }
    return computed.value().map(this::present).orElseGet(this::missing);
  }

  private Final present(Object value) {
    if (Values.isNan(value) && policy.nan() != Nan.KEEP) {
      return policy.nan() == Nan.MISSING
          ? missing()
          : Final.breach(TypedValue.of(value, type), Reason.NAN);
    }
    if (type == FeatureType.CATEGORY && !policy.values().contains(String.valueOf(value))) {
      return unknown();
    }
    return outside(value) ? violation(value) : cast(value);
  }

  private Final missing() {
    if (policy.missing() instanceof Missing.Fill fill) {
      return Final.of(Optional.of(TypedValue.ofText(fill.literal(), type)));
    }
    return policy.missing() instanceof Missing.Reject
        ? Final.breach(Optional.empty(), Reason.MISSING)
        : Final.of(Optional.empty());
  }

  private Final unknown() {
    if (policy.unknown() instanceof Unknown.Other other) {
      return Final.of(Optional.of(other.value()));
    }
    return policy.unknown() instanceof Unknown.AsMissing
        ? missing()
        : Final.breach(Optional.empty(), Reason.UNKNOWN_CATEGORY);
  }

  private Final cast(Object value) {
    Optional<Object> typed = TypedValue.of(value, type);
    return typed.isPresent()
        ? Final.of(typed)
        : Final.breach(Optional.empty(), Reason.DOES_NOT_FIT_TYPE);
  }

  private Final violation(Object value) {
    Final kept = cast(value);
    if (policy.onViolation() == OnViolation.REJECT) {
      return Final.breach(kept.value(), Reason.OUT_OF_RANGE);
    }
    if (policy.onViolation() == OnViolation.FLAG) {
      return new Final(kept.value(), kept.breach(), Optional.of(Reason.OUT_OF_RANGE));
    }
    Range range = policy.range().orElseThrow();
    boolean below = ((Number) value).doubleValue() < range.least();
    return cast(below ? range.least() : range.greatest());
  }

  /** NaN is outside of no range. */
  private boolean outside(Object value) {
    if (policy.range().isEmpty() || !(value instanceof Number number)) {
      return false;
    }
    double wide = number.doubleValue();
    return wide < policy.range().get().least() || wide > policy.range().get().greatest();
  }
}
