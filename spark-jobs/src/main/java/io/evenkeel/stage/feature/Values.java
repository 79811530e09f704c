package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.math.BigInteger;
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
      case BYTES, DECIMAL -> new Objects(form == Form.DECIMAL);
    };
  }

  /**
   * Sets element {@code i} to what {@link Packed#value} wrote; {@code i} is at most one more than
   * any before.
   */
  abstract void read(int i, ByteBuffer from);

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
      if (i >= values.length) {
        values = Arrays.copyOf(values, roomier(i));
        some = Arrays.copyOf(some, values.length);
      }
      some[i] = Packed.isValue(from);
      values[i] = some[i] ? from.getLong() : 0;
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
    private final boolean decimals;

    /** Bytes without a sign, or decimals of one scale. */
    static final Comparator<Object> ORDER =
        (one, other) ->
            one instanceof byte[] bytes
                ? Arrays.compareUnsigned(bytes, (byte[]) other)
                : ((BigDecimal) one).compareTo((BigDecimal) other);

    @Nullable Object[] values = new Object[0];

    Objects(boolean decimals) {
      this.decimals = decimals;
    }

    private Object value(ByteBuffer from) {
      if (!decimals) {
        return Packed.bytes(from);
      }
      int scale = from.getInt();
      return new BigDecimal(new BigInteger(Packed.bytes(from)), scale);
    }

    @Override
    void read(int i, ByteBuffer from) {
      if (i >= values.length) {
        values = Arrays.copyOf(values, roomier(i));
      }
      values[i] = Packed.isValue(from) ? value(from) : null;
    }

    @Override
    void arrange(int[] order) {
      @Nullable Object[] from = values;
      values = new Object[order.length];
      Arrays.setAll(values, i -> from[order[i]]);
    }
  }
}
