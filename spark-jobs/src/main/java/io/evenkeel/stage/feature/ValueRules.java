package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.ValuePolicy.Missing;
import io.evenkeel.feature.ValuePolicy.Nan;
import io.evenkeel.feature.ValuePolicy.OnViolation;
import io.evenkeel.feature.ValuePolicy.Range;
import io.evenkeel.feature.ValuePolicy.Unknown;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a value policy makes of a value: NaN, then missing, then unknown, then range, then one cast
 * to the model's type. A value that a policy puts in place of another (a fill, an "other" category,
 * a bound) is final: later rules do not judge it.
 *
 * @param feature type and policy
 * @param raw the value as computed, of type {@code from}
 * @param defect word of the reason why there is no value to trust, else null
 */
record ValueRules(FeatureColumn feature, Column raw, DataType from, Column defect) {

  /** Returns the value as the model sees it; null where missing or not to trust. */
  Column value() {
    Column absent = missing();
    Column kept = clipped(new TypeCast(from, feature.type()).cast(raw));
    if (feature.type() == FeatureType.CATEGORY) {
      kept = category();
    }
    return when(defect.isNotNull(), typedNull())
        .when(isAbsent(), absent)
        .otherwise(kept)
        .cast(feature.type().sqlType());
  }

  /** Returns the word of the first reason for which the row must not be scored, else null. */
  Column breach() {
    Column reason = defect;
    if (Sql.floating(from) && policy().nan() == Nan.REJECT) {
      reason = coalesce(reason, when(isnan(raw), word(Reason.NAN)));
    }
    if (policy().missing() instanceof Missing.Reject) {
      reason = coalesce(reason, when(isAbsent(), word(Reason.MISSING)));
    }
    if (feature.type() == FeatureType.CATEGORY && policy().unknown() instanceof Unknown.Reject) {
      reason = coalesce(reason, when(not(declared()), word(Reason.UNKNOWN_CATEGORY)));
    }
    if (policy().onViolation() == OnViolation.REJECT) {
      reason = coalesce(reason, when(outside(), word(Reason.OUT_OF_RANGE)));
    }
    Column misfits = not(isAbsent()).and(not(new TypeCast(from, feature.type()).fits(raw)));
    if (policy().onViolation() == OnViolation.CLIP) {
      misfits = misfits.and(not(outside()));
    }
    return coalesce(reason, when(misfits, word(Reason.DOES_NOT_FIT_TYPE)));
  }

  /** Returns the word of the reason for which the value is counted but scored, else null. */
  Column flag() {
    return policy().onViolation() == OnViolation.FLAG
        ? when(defect.isNull().and(outside()), word(Reason.OUT_OF_RANGE))
        : lit(null).cast(DataTypes.StringType);
  }

  /** Tells whether {@link #flag} can be other than null. */
  boolean mayFlag() {
    return policy().range().isPresent() && policy().onViolation() == OnViolation.FLAG;
  }

  private ValuePolicy policy() {
    return feature.policy();
  }

  private Column typedNull() {
    return lit(null).cast(feature.type().sqlType());
  }

  /** Null, NaN that counts as missing, or a category that does. Never null. */
  private Column isAbsent() {
    Column absent = raw.isNull();
    if (Sql.floating(from) && policy().nan() == Nan.MISSING) {
      absent = absent.or(isnan(raw));
    }
    if (feature.type() == FeatureType.CATEGORY && policy().unknown() instanceof Unknown.AsMissing) {
      absent = absent.or(not(declared()));
    }
    return absent;
  }

  private Column missing() {
    if (policy().missing() instanceof Missing.Fill fill) {
      return lit(fill.literal()).cast(feature.type().sqlType());
    }
    return typedNull();
  }

  private Column declared() {
    return text().isin(policy().values().toArray());
  }

  private Column text() {
    return raw.cast(DataTypes.StringType);
  }

  /** A stranger that counts as missing is absent, and one that is rejected has no value. */
  private Column category() {
    Column stranger =
        policy().unknown() instanceof Unknown.Other other ? lit(other.value()) : typedNull();
    return when(declared(), text()).otherwise(stranger);
  }

  /** True outside the declared range, false for NaN; false or null where there is no value. */
  private Column outside() {
    if (policy().range().isEmpty() || !Sql.numeric(from)) {
      return lit(false);
    }
    Range range = policy().range().get();
    Column wide = Sql.nearestDouble(raw, from);
    Column out = wide.lt(lit(range.least())).or(wide.gt(lit(range.greatest())));
    return Sql.floating(from) ? out.and(not(isnan(raw))) : out;
  }

  private Column clipped(Column kept) {
    if (policy().onViolation() != OnViolation.CLIP || policy().range().isEmpty()) {
      return kept;
    }
    Range range = policy().range().get();
    return when(
            outside(),
            when(Sql.nearestDouble(raw, from).lt(lit(range.least())), bound(range.least()))
                .otherwise(bound(range.greatest())))
        .otherwise(kept);
  }

  private Column bound(double bound) {
    return lit(bound).try_cast(DataType.fromDDL(feature.type().sqlType()));
  }

  private static Column word(Reason reason) {
    return lit(reason.word());
  }
}
