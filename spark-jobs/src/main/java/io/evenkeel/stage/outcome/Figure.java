package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.Interval;
import io.evenkeel.stage.outcome.measure.Mean;
import io.evenkeel.stage.outcome.measure.Share;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure with the name of its method. Its numbers are finite; what could not be measured is
 * absent, and the status says why.
 *
 * @param metric what is measured, such as {@code auc}
 * @param method how, and how its interval
 * @param value empty unless the status is OK
 * @param interval at 95%; empty also for counts, and where it is not defined
 * @param rows rows that the figure is measured on, from 0
 */
public record Figure(
    String metric,
    String method,
    OptionalDouble value,
    Optional<Interval> interval,
    long rows,
    Status status) {
  /** The method of a number of rows. */
  public static final String COUNT = "count";

  /** Refuses a value that is not finite, and a status that contradicts it. */
  public Figure {
    if (value.isPresent() != (status == Status.OK)
        || (value.isPresent() && !Double.isFinite(value.getAsDouble()))) {
      throw new IllegalArgumentException("%s is %s, %s".formatted(metric, value, status));
    }
  }

  static Figure of(
      String metric, String method, double value, Optional<Interval> interval, long rows) {
    return new Figure(metric, method, OptionalDouble.of(value), interval, rows, Status.OK);
  }

  static Figure missing(String metric, String method, long rows, Status why) {
    return new Figure(metric, method, OptionalDouble.empty(), Optional.empty(), rows, why);
  }

  static Figure count(String metric, long count, long rows) {
    return of(metric, COUNT, (double) count, Optional.empty(), rows);
  }

  /** Returns the mean with its interval. */
  static Figure mean(String metric, Mean mean) {
    return of(metric, Mean.METHOD, mean.value(), mean.interval(), mean.rows());
  }

  /** Returns {@code hits / rows} with its interval, or the status where there is no such row. */
  static Figure share(String metric, long hits, long rows, Status where) {
    if (rows == 0) {
      return missing(metric, Share.METHOD, 0, where);
    }
    Share share = new Share(hits, rows);
    return of(metric, Share.METHOD, share.value(), Optional.of(share.interval()), rows);
  }
}
