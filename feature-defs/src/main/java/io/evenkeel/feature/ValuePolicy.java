package io.evenkeel.feature;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of values that are not as declared. Applied in this order: NaN, missing, unknown,
 * range, then one cast to the feature's type. A value that a policy puts in the place of another (a
 * fill, a value for unknown categories, a bound) is final: later rules do not judge it. In an
 * aggregate that adds, NaN and infinite arguments make the result NaN or infinite, unless {@code
 * nan} is {@link Nan#MISSING}, when NaN arguments are null.
 *
 * @param missing for null
 * @param nan for NaN of a floating-point value
 * @param values the declared categories, in order; empty unless the type is category
 * @param unknown for a category that is not declared
 * @param range declared least and greatest value
 * @param onViolation for a value outside the range
 */
public record ValuePolicy(
    Missing missing,
    Nan nan,
    List<String> values,
    Unknown unknown,
    Optional<Range> range,
    OnViolation onViolation) {

  /** Copies the list. */
  public ValuePolicy {
    values = List.copyOf(values);
  }

  /** What becomes of null. */
  public sealed interface Missing {
    /** Stays null; a floating-point tensor gets NaN. */
    record Keep() implements Missing {}

    /** The row goes to quarantine. */
    record Reject() implements Missing {}

    /**
     * A declared value takes its place.
     *
     * @param literal the value's text, without SQL quotes
     */
    record Fill(String literal) implements Missing {}
  }

  /** What becomes of NaN. */
  public enum Nan {
    /** Stays NaN. */
    KEEP,
    /** Becomes null, then follows the missing policy. In an aggregate, such an argument is null. */
    MISSING,
    /** The row goes to quarantine. */
    REJECT
  }

  /** What becomes of a category that is not declared. */
  public sealed interface Unknown {
    /** A declared value takes its place, which need not be among {@link ValuePolicy#values()}. */
    record Other(String value) implements Unknown {}

    /** Becomes null, then follows the missing policy. */
    record AsMissing() implements Unknown {}

    /** The row goes to quarantine. */
    record Reject() implements Unknown {}
  }

  /** An inclusive interval, in the feature's own unit. */
  public record Range(double least, double greatest) {
    /** Refuses an empty interval and NaN. */
    public Range {
      if (!(least <= greatest)) {
        throw new IllegalArgumentException(
            "The range [%s, %s] is empty".formatted(least, greatest));
      }
    }
  }

  /** What becomes of a value outside the range. */
  public enum OnViolation {
    /** The row goes to quarantine. */
    REJECT,
    /** The nearest bound takes its place. */
    CLIP,
    /** The value stays; the row is counted as out of range. */
    FLAG
  }
}
