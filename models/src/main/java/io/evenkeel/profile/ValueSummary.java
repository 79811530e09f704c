package io.evenkeel.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Gathers a numeric feature's nulls, NaN and infinities and the {@link Summary} of its finite
 * values. Mean and variance are those of exact sums, rounded once, so they depend neither on order
 * nor on partitioning. A variance beyond the range of double is the greatest double. Not
 * thread-safe.
 */
public final class ValueSummary {
  private static final int HEAD = 8;
  private static final MathContext PRECISE = new MathContext(60, RoundingMode.HALF_EVEN);

  private long nulls;
  private long nans;
  private long negativeInfinities;
  private long positiveInfinities;
  private long finite;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private boolean squaresOverflow;

  /** Counts a null. */
  public void addNull() {
    nulls++;
  }

  /** Counts a number, NaN and infinities included. */
  public void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
    } else if (value == Double.NEGATIVE_INFINITY) {
      negativeInfinities++;
    } else if (value == Double.POSITIVE_INFINITY) {
      positiveInfinities++;
    } else {
      addFinite(value);
    }
  }

  private void addFinite(double value) {
    finite++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum.add(value);
    double square = value * value;
    if (Double.isInfinite(square)) {
      squaresOverflow = true;
    } else {
      squares.add(square);
      squares.add(Math.fma(value, value, -square)); // the part of the square that rounding lost
    }
  }

  /** Returns what was gathered as whole numbers, for {@link #addAll} elsewhere. */
  public long[] toArray() {
    long[] head = {
      nulls,
      nans,
      negativeInfinities,
      positiveInfinities,
      finite,
      Double.doubleToLongBits(min),
      Double.doubleToLongBits(max),
      squaresOverflow ? 1 : 0
    };
    return Stream.of(head, sum.toArray(), squares.toArray())
        .flatMapToLong(LongStream::of)
        .toArray();
  }

  /** Adds what another has gathered, as {@link #toArray} gave it. */
  public void addAll(long[] gathered) {
    nulls += gathered[0];
    nans += gathered[1];
    negativeInfinities += gathered[2];
    positiveInfinities += gathered[3];
    finite += gathered[4];
    min = Math.min(min, Double.longBitsToDouble(gathered[5]));
    max = Math.max(max, Double.longBitsToDouble(gathered[6]));
    squaresOverflow |= gathered[7] != 0;
    sum.addAll(Arrays.copyOfRange(gathered, HEAD, HEAD + ExactSum.DIGITS));
    squares.addAll(Arrays.copyOfRange(gathered, HEAD + ExactSum.DIGITS, gathered.length));
  }

  /** Returns the number of values that have a bin: finite ones and infinities. */
  public long ordered() {
    return finite + negativeInfinities + positiveInfinities;
  }

  /** Returns the summary of the finite values. */
  public Summary summary() {
    if (finite == 0) {
      return Summary.NONE;
    }
    BigDecimal n = BigDecimal.valueOf(finite);
    BigDecimal total = sum.value();
    double mean = total.divide(n, PRECISE).doubleValue();
    return new Summary(finite, min, max, mean, variance(n, total));
  }

  private double variance(BigDecimal n, BigDecimal total) {
    if (squaresOverflow) {
      return Double.MAX_VALUE;
    }
    BigDecimal spread = n.multiply(squares.value()).subtract(total.multiply(total));
    double variance = spread.divide(n.multiply(n), PRECISE).doubleValue();
    return Math.min(Math.max(variance, 0), Double.MAX_VALUE);
  }

  /**
   * Returns the feature's profile.
   *
   * @param grid the frozen grid of its values
   */
  public FeatureProfile.Numeric profile(String name, QuantileGrid grid) {
    Edges edges = grid.edges();
    BinLayout layout = new BinLayout(edges.bins());
    long[] counts = Arrays.copyOf(grid.binCounts(), layout.length());
    counts[layout.nullBin()] = nulls;
    counts[layout.nanBin()] = nans;
    if (finite > 0) {
      counts[layout.belowMin()] = negativeInfinities;
      counts[layout.aboveMax()] = positiveInfinities;
    }
    return new FeatureProfile.Numeric(name, edges, summary(), Counts.of(counts));
  }
}
