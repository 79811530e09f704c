package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One column of some events, in memory. Null is kept apart from every value. Not thread-safe. */
abstract class Values {
  private static final int FIRST_ROOM = 64;

  /** Returns an empty column. */
  static Values of(Form form) {
    return switch (form) {
      case LONG, DOUBLE -> new Longs();
      case BYTES -> new Objects();
      case DECIMAL -> new DecimalValues();
    };
  }

  /**
   * Sets element {@code i} to what {@link Packed#value} wrote; {@code i} is at most one more than
   * any before.
   */
  abstract void read(int i, ByteBuffer from);

  /** Tells whether element {@code i} is not null. */
  abstract boolean isValue(int i);

  /** Puts element {@code order[i]} at {@code i}, and drops what is beyond. */
  abstract void arrange(int[] order);

  private static int roomier(int room) {
    return Math.max(FIRST_ROOM, room * 2);
  }

  /** Whole numbers, and others as {@link Form#ordered} makes them. */
  static final class Longs extends Values {
    long[] values = new long[0];
    boolean[] some = new boolean[0];

    @Override
    void read(int i, ByteBuffer from) {
      boolean value = Packed.isValue(from);
      put(i, value, value ? from.getLong() : 0);
    }

    @Override
    boolean isValue(int i) {
      return some[i];
    }

    void put(int i, boolean value, long number) {
      if (i >= values.length) {
        values = Arrays.copyOf(values, roomier(i));
        some = Arrays.copyOf(some, values.length);
      }
      some[i] = value;
      values[i] = number;
    }

    @Override
    void arrange(int[] order) {
      long[] from = values;
      boolean[] had = some;
      values = new long[order.length];
      some = new boolean[order.length];
      for (int i = 0; i < order.length; i++) {
        values[i] = from[order[i]];
        some[i] = had[order[i]];
      }
    }
  }

  /** {@code byte[]} or {@link BigDecimal}, with null for null. */
  static final class Objects extends Values {
    /** Bytes without a sign, or decimals of one scale. */
    static final Comparator<Object> ORDER =
        (one, other) ->
            one instanceof byte[] bytes
                ? Arrays.compareUnsigned(bytes, (byte[]) other)
                : ((BigDecimal) one).compareTo((BigDecimal) other);

    @Nullable Object[] values = new Object[0];

    @Override
    void read(int i, ByteBuffer from) {
      put(i, Packed.isValue(from) ? Packed.bytes(from) : null);
    }

    @Override
    boolean isValue(int i) {
      return values[i] != null;
    }

    void put(int i, @Nullable Object value) {
      if (i >= values.length) {
        values = Arrays.copyOf(values, roomier(i));
      }
      values[i] = value;
    }

    @Override
    void arrange(int[] order) {
      @Nullable Object[] from = values;
      values = new Object[order.length];
      Arrays.setAll(values, i -> from[order[i]]);
    }
  }
}
