package io.evenkeel.stage.cache;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Of each hash of a load its entries and the sum of their checksums: twelve bytes for each {@value
 * RedisLoad#BUCKET_ROWS} rows. Not safe between threads.
 */
final class BucketSums implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[] entries;
  private final long[] checksums;

  /** Has nothing yet. */
  BucketSums(int buckets) {
    entries = new int[buckets];
    checksums = new long[buckets];
  }

  /** Adds to what a hash holds. */
  void add(int bucket, EntryChecksum.Total total) {
    entries[bucket] += Math.toIntExact(total.entries());
    checksums[bucket] += total.checksum();
  }

  /** Adds what another task wrote. */
  void add(BucketSums other) {
    Arrays.setAll(entries, i -> entries[i] + other.entries[i]);
    Arrays.setAll(checksums, i -> checksums[i] + other.checksums[i]);
  }

  /** Returns what a hash holds. */
  EntryChecksum.Total of(int bucket) {
    return new EntryChecksum.Total(entries[bucket], checksums[bucket]);
  }

  EntryChecksum.Total total() {
    return new EntryChecksum.Total(
        Arrays.stream(entries).asLongStream().sum(), Arrays.stream(checksums).sum());
  }
}
