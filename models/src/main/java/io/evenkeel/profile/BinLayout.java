package io.evenkeel.profile;

import java.io.Serializable;

/**
 * What each position of a feature's count array means. First come the {@code bins} value bins (or
 * categories, in the profile's order), then five counts of their own:
 *
 * <table>
 * <caption>Positions</caption>
 * <tr><th scope="col">Position</th><th scope="col">Counts</th></tr>
 * <tr><td>0 to bins - 1</td><td>values in a bin, or of a category</td></tr>
 * <tr><td>bins</td><td>NULL</td></tr>
 * <tr><td>bins + 1</td><td>NaN</td></tr>
 * <tr><td>bins + 2</td><td>UNSEEN: a category that the reference does not list</td></tr>
 * <tr><td>bins + 3</td><td>BELOW_MIN: a value below the reference's least finite value</td></tr>
 * <tr><td>bins + 4</td><td>ABOVE_MAX: a value above the reference's greatest finite value</td></tr>
 * </table>
 *
 * <p>Every row is counted once in the positions up to UNSEEN. BELOW_MIN and ABOVE_MAX count rows
 * that are in a bin as well, so they are left out of {@link #rows}. Two arrays of one layout are
 * merged by adding position to position.
 *
 * @param bins number of value bins or categories, at least 0
 */
public record BinLayout(int bins) implements Serializable {
  /** Refuses a negative number of bins. */
  public BinLayout {
    if (bins < 0) {
      throw new IllegalArgumentException("A layout of %d bins".formatted(bins));
    }
  }

  /** Returns the position that counts nulls. */
  public int nullBin() {
    return bins;
  }

  /** Returns the position that counts NaN. */
  public int nanBin() {
    return bins + 1;
  }

  /** Returns the position that counts categories which the reference does not list. */
  public int unseenBin() {
    return bins + 2;
  }

  /** Returns the position that counts values below the reference's least finite value. */
  public int belowMin() {
    return bins + 3;
  }

  /** Returns the position that counts values above the reference's greatest finite value. */
  public int aboveMax() {
    return bins + 4;
  }

  /** Returns the length of a count array. */
  public int length() {
    return bins + 5;
  }

  /** Returns how many leading positions together count every row once: the bins up to UNSEEN. */
  public int partition() {
    return bins + 3;
  }

  /** Returns the number of rows in {@code counts}, an array of this layout. */
  public long rows(Counts counts) {
    return counts.sum(0, partition());
  }

  /** Returns the number of rows that have a value in a bin: neither null nor NaN nor unseen. */
  public long values(Counts counts) {
    return counts.sum(0, bins);
  }
}
