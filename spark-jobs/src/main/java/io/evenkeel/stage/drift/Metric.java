package io.evenkeel.stage.drift;

import io.evenkeel.stage.drift.measure.Interval;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One measure of one feature, with the name of its method. Its numbers are finite; what could not
 * be measured is absent, and the status says why.
 *
 * @param feature the feature, or {@code prediction}
 * @param name what is measured, one of the constants here or in {@link PredictionMeasures}
 * @param method how, in words: bins, floors, conventions
 * @param numbers the numbers that there are
 */
public record Metric(
    String feature,
    String name,
    String method,
    Map<Quantity, Double> numbers,
    Severity severity,
    Status status) {
  /** Population stability index over deciles, or over categories. */
  public static final String PSI = "psi";

  /** Population stability index over twentieths. */
  public static final String PSI_20 = "psi_20";

  /** Kolmogorov-Smirnov statistic. */
  public static final String KS = "ks";

  /** Jensen-Shannon divergence. */
  public static final String JS = "js";

  /** First Wasserstein distance in standard deviations. */
  public static final String W1 = "w1";

  /** Chi-square statistic. */
  public static final String CHI2 = "chi2";

  /** Largest difference of a category's shares. */
  public static final String LINF = "linf";

  /** Change of the share of nulls. */
  public static final String NULL_SHARE = "null_share";

  /** Change of the share of NaN. */
  public static final String NAN_SHARE = "nan_share";

  /** Change of the share of categories that the reference does not list. */
  public static final String UNSEEN_SHARE = "unseen_share";

  /** Change of the share of values outside the reference's least and greatest. */
  public static final String OUT_OF_RANGE_SHARE = "out_of_range_share";

  /** Refuses numbers that are not finite; copies the map. */
  public Metric {
    EnumMap<Quantity, Double> copy = new EnumMap<>(Quantity.class);
    copy.putAll(numbers);
    copy.forEach(
        (quantity, number) -> {
          if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                "%s of '%s' has the %s %s".formatted(name, feature, quantity.column(), number));
          }
        });
    numbers = Map.copyOf(copy);
  }

  /** Returns a measure without numbers. */
  static Metric unmeasured(String feature, String name, String method, Status status) {
    return new Metric(feature, name, method, Map.of(), Severity.NONE, status);
  }

  /** Returns a measure with its value. */
  static Metric of(String feature, String name, String method, double value) {
    return unmeasured(feature, name, method, Status.OK).with(Quantity.VALUE, value);
  }

  /** Returns the change of a statistic. */
  static Metric change(
      String feature, String name, String method, double reference, double current) {
    return of(feature, name, method, current - reference)
        .with(Quantity.REFERENCE, reference)
        .with(Quantity.CURRENT, current);
  }

  /** Returns the number, or empty where it was not measured. */
  public OptionalDouble number(Quantity quantity) {
    Double number = numbers.get(quantity);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /** Returns the measure itself, or empty where it was not measured. */
  public OptionalDouble value() {
    return number(Quantity.VALUE);
  }

  Metric with(Quantity quantity, double number) {
    EnumMap<Quantity, Double> more = new EnumMap<>(Quantity.class);
    more.putAll(numbers);
    more.put(quantity, number);
    return new Metric(feature, name, method, more, severity, status);
  }

  Metric within(Interval bounds) {
    return with(Quantity.LO, bounds.lo()).with(Quantity.HI, bounds.hi());
  }

  Metric judged(Severity severity) {
    return new Metric(feature, name, method, numbers, severity, status);
  }

  Metric withStatus(Status status) {
    return new Metric(feature, name, method, numbers, severity, status);
  }
}
