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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a column's policy makes of a computed value: NaN, missing, unknown, range, one cast. */
final class Policy {
  private final FeatureType type;
  private final ValuePolicy policy;

  /**
   * @param value final; empty for null
   * @param breach why the row must not be scored
   * @param flag why the value is recorded
   * @param steps what was decided, in order, a sentence each
   */
  record Final(
      Optional<Object> value, Optional<Reason> breach, Optional<Reason> flag, List<String> steps) {
    static Final of(Optional<Object> value, String step) {
      return new Final(value, Optional.empty(), Optional.empty(), List.of(step));
    }

    static Final breach(Optional<Object> value, Reason reason, String step) {
      return new Final(value, Optional.of(reason), Optional.empty(), List.of(step));
    }

    Final after(String step) {
      return new Final(
          value, breach, flag, Stream.concat(Stream.of(step), steps.stream()).toList());
    }
  }

  Policy(FeatureColumn column) {
    this.type = column.type();
    this.policy = column.policy();
  }

  Final apply(Computed computed) {
    if (computed.defect().isPresent()) {
      Reason reason = computed.defect().get();
      return Final.breach(
          Optional.empty(), reason, "%s: the row goes to quarantine".formatted(reason.word()));
    }
    return computed.value().map(this::present).orElseGet(this::missing);
  }

  private Final present(Object value) {
    if (Values.isNan(value) && policy.nan() != Nan.KEEP) {
      return policy.nan() == Nan.MISSING
          ? missing().after("nan = missing: NaN is taken as missing")
          : Final.breach(
              TypedValue.of(value, type), Reason.NAN, "nan = reject: the row goes to quarantine");
    }
    if (type == FeatureType.CATEGORY && !policy.values().contains(String.valueOf(value))) {
      return unknown().after("unknown: '%s' is not among %s".formatted(value, policy.values()));
    }
    return outside(value) ? violation(value) : cast(value);
  }

  private Final missing() {
    if (policy.missing() instanceof Missing.Fill fill) {
      return Final.of(
          Optional.of(TypedValue.ofText(fill.literal(), type)),
          "missing = %1$s: %1$s takes its place".formatted(fill.literal()));
    }
    return policy.missing() instanceof Missing.Reject
        ? Final.breach(
            Optional.empty(), Reason.MISSING, "missing = reject: the row goes to quarantine")
        : Final.of(Optional.empty(), "missing = keep: it stays missing");
  }

  private Final unknown() {
    if (policy.unknown() instanceof Unknown.Other other) {
      return Final.of(
          Optional.of(other.value()),
          "unknown = %1$s: '%1$s' takes its place".formatted(other.value()));
    }
    return policy.unknown() instanceof Unknown.AsMissing
        ? missing().after("unknown = missing: it is taken as missing")
        : Final.breach(
            Optional.empty(),
            Reason.UNKNOWN_CATEGORY,
            "unknown = reject: the row goes to quarantine");
  }

  private Final cast(Object value) {
    Optional<Object> typed = TypedValue.of(value, type);
    return typed.isPresent()
        ? Final.of(typed, "cast to %s: %s".formatted(type.word(), typed.get()))
        : Final.breach(
            Optional.empty(),
            Reason.DOES_NOT_FIT_TYPE,
            "cast to %s: %s does not fit, the row goes to quarantine"
                .formatted(type.word(), value));
  }

  private Final violation(Object value) {
    Range range = policy.range().orElseThrow();
    String outside =
        "range: %s is outside of [%s, %s]".formatted(value, range.least(), range.greatest());
    Final kept = cast(value);
    if (policy.onViolation() == OnViolation.REJECT) {
      return Final.breach(
              kept.value(),
              Reason.OUT_OF_RANGE,
              "on_violation = reject: the row goes to quarantine")
          .after(outside);
    }
    if (policy.onViolation() == OnViolation.FLAG) {
      return new Final(kept.value(), kept.breach(), Optional.of(Reason.OUT_OF_RANGE), kept.steps())
          .after("on_violation = flag: it stays, and is counted")
          .after(outside);
    }
    boolean below = ((Number) value).doubleValue() < range.least();
    return cast(below ? range.least() : range.greatest())
        .after("on_violation = clip: the nearest bound takes its place")
        .after(outside);
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
