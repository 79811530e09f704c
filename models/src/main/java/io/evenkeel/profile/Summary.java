package io.evenkeel.profile;

import java.io.Serializable;

/**
 * The finite values of a numeric feature in the reference.
 *
 * @param values how many there are; where 0, the other numbers are 0 and mean nothing
 * @param min the least finite value
 * @param max the greatest finite value
 * @param mean their mean
 * @param variance their population variance, at least 0
 */
public record Summary(long values, double min, double max, double mean, double variance)
    implements Serializable {
  /** The summary of a feature that has no finite value. */
  public static final Summary NONE = new Summary(0, 0, 0, 0, 0);

  /** Refuses numbers that are not finite, and ones that contradict each other. */
  public Summary {
    boolean finite =
        Double.isFinite(min)
            && Double.isFinite(max)
            && Double.isFinite(mean)
            && Double.isFinite(variance);
    if (!finite || values < 0 || min > max || variance < 0) {
      throw new IllegalArgumentException(
          "A summary of %d values has min %s, max %s, mean %s, variance %s"
              .formatted(values, min, max, mean, variance));
    }
    min += 0.0; // -0.0 becomes 0.0, whose bits the hash expects
    max += 0.0;
    mean += 0.0;
    variance += 0.0;
  }

  /** Returns the population standard deviation. */
  public double deviation() {
    return Math.sqrt(variance);
  }

  /** Tells whether {@code value} is below every finite value of the reference. */
  public boolean above(double value) {
    return values > 0 && value < min;
  }

  /** Tells whether {@code value} is above every finite value of the reference. */
  public boolean below(double value) {
    return values > 0 && value > max;
  }
}
