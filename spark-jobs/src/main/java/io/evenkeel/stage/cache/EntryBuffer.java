package io.evenkeel.stage.cache;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Entries of a cache, key and value one after the other in one array of bytes, so that a million of
 * them are a few objects. They keep the order in which they were added until one of the sorts gives
 * them another. Not safe between threads.
 */
final class EntryBuffer {
  /** Entries and bytes beyond which it is full; one more entry always fits. */
  private static final int MOST_ENTRIES = 1_000_000;

  private static final int MOST_BYTES = 96 << 20;
  private static final int FIRST_ENTRIES = 1 << 10;
  private static final int FIRST_BYTES = 1 << 16;
  private static final long INDEX = 0xffff_ffffL;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int[] keys = new int[FIRST_ENTRIES + 1];
  private int[] values = new int[FIRST_ENTRIES];
  private long[] order = new long[0];
  private int size;
  private int longest;

  /** Adds an entry. */
  void add(UTF8String key, byte[] value) {
    int start = keys[size];
    int middle = start + key.numBytes();
    int end = Math.addExact(middle, value.length);
    makeRoom(end);
    key.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + start);
    System.arraycopy(value, 0, bytes, middle, value.length);
    values[size] = middle;
    keys[size + 1] = end;
    longest = Math.max(longest, key.numBytes());
    size++;
  }

  private void makeRoom(int end) {
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(2L * bytes.length, INDEX >>> 2)));
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      keys = Arrays.copyOf(keys, 2 * size + 1);
    }
  }

  /** Returns whether what it holds should be written before more is added. */
  boolean isFull() {
    return size >= MOST_ENTRIES || keys[size] >= MOST_BYTES;
  }

  int size() {
    return size;
  }

  /** Forgets all entries; the memory is used again. */
  void clear() {
    size = 0;
    longest = 0;
  }

  /** Returns all bytes; an entry's are where the next three methods say. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns where an entry's key begins; its value follows the key. */
  int start(int entry) {
    return keys[entry];
  }

  int keyLength(int entry) {
    return values[entry] - keys[entry];
  }

  int valueLength(int entry) {
    return keys[entry + 1] - values[entry];
  }

  /** Returns a copy of an entry's key. */
  byte[] key(int entry) {
    return Arrays.copyOfRange(bytes, keys[entry], values[entry]);
  }

  /** Returns a copy of an entry's value. */
  byte[] value(int entry) {
    return Arrays.copyOfRange(bytes, values[entry], keys[entry + 1]);
  }

  /** Returns which entry is at a place of the sorted order. */
  int sorted(int place) {
    return (int) order[place];
  }

  /** Returns the hash of a load that the entry at a place of {@link #sortByBucket} belongs to. */
  int bucket(int place) {
    return (int) (order[place] >>> Integer.SIZE);
  }

  /** Sorts by the hash of a load that each entry belongs to. */
  void sortByBucket(RedisLoad load) {
    number();
    for (int i = 0; i < size; i++) {
      order[i] |= (long) load.bucketOf(bytes, keys[i], keyLength(i)) << Integer.SIZE;
    }
    Arrays.sort(order, 0, size);
  }

  /** Sorts by key, as unsigned bytes; a key that another begins with comes first. */
  void sortByKey() {
    number();
    new KeySort(this, order, longest).sort(0, size, 0);
  }

  private void number() {
    if (order.length < size) {
      order = new long[values.length];
    }
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
  }
}
