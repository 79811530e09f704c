package io.evenkeel.stage.sink;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/** Hashes of rows' keys, and how many of the rows are not as they must be. Not thread-safe. */
final class KeyHashes implements Serializable {
  private static final long serialVersionUID = 1;

  private long[] hashes = new long[16];
  private int size;
  private long invalid;

  void add(long hash, boolean valid) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
    if (!valid) {
      invalid++;
    }
  }

  void addAll(KeyHashes more) {
    long[] all = Arrays.copyOf(hashes, size + more.size);
    System.arraycopy(more.hashes, 0, all, size, more.size);
    hashes = all;
    size = all.length;
    invalid += more.invalid;
  }

  /** Returns how many rows, and the sum of their hashes: the halves' sums fit into 64 bits. */
  RowTally tally() {
    long high = 0;
    long low = 0;
    for (int i = 0; i < size; i++) {
      high += hashes[i] >> RowTally.HALF;
      low += hashes[i] & RowTally.LOW_HALF;
    }
    return RowTally.ofHalves(size, BigInteger.valueOf(high), BigInteger.valueOf(low));
  }

  long invalid() {
    return invalid;
  }

  /** Returns how many hashes are there already. */
  long repeated() {
    long[] sorted = Arrays.copyOf(hashes, size);
    Arrays.sort(sorted);
    long repeated = 0;
    for (int i = 1; i < size; i++) {
      repeated += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    return repeated;
  }
}
