package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes: of each its keys, its instants, and of each value a mark and, unless it is null,
 * the value. Not thread-safe.
 */
final class Packed {
  private static final int FIRST_ROOM = 128;
  private static final byte NULL = 0;
  private static final byte VALUE = 1;
  private static final byte SMALL = 2;

  /** Digits of decimals that always fit a long. */
  private static final int SMALL_DIGITS = 18;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_ROOM);

  /** Returns how many bytes there are. */
  int size() {
    return bytes.position();
  }

  /** Returns the bytes. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Returns how many bytes of memory are kept for events. */
  int room() {
    return bytes.capacity();
  }

  /** Forgets the events and keeps the room they took. */
  void clear() {
    bytes.clear();
  }

  private void room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, size() + more));
      bytes.flip();
      larger.put(bytes);
      bytes = larger;
    }
  }

  /** Adds a key, which {@link #key(Form, ByteBuffer)} reads. */
  void key(Form form, Row row, int ordinal) {
    if (form == Form.BYTES) {
      several(row.getAs(ordinal));
    } else {
      instant(row.getLong(ordinal));
    }
  }

  /** Reads a key as {@link #comparable} has it. */
  static Object key(Form form, ByteBuffer from) {
    return form == Form.BYTES ? ByteBuffer.wrap(bytes(from)) : (Long) from.getLong();
  }

  /** Returns what equals the key of another row just where the keys are equal. */
  static Object comparable(Object key) {
    return key instanceof byte[] text ? ByteBuffer.wrap(text) : key;
  }

  /** Adds an instant. */
  void instant(long micros) {
    room(Long.BYTES);
    bytes.putLong(micros);
  }

  /** Adds a row's value, as {@link Values#read} reads it. */
  void value(Form form, Row row, int ordinal) {
    room(1 + Long.BYTES);
    if (row.isNullAt(ordinal)) {
      bytes.put(NULL);
      return;
    }
    bytes.put(VALUE);
    switch (form) {
      case LONG -> bytes.putLong(row.getLong(ordinal));
      case DOUBLE -> bytes.putLong(Form.ordered(row.getDouble(ordinal)));
      case BYTES -> several(row.getAs(ordinal));
      case DECIMAL -> decimal(row.getDecimal(ordinal));
    }
  }

  private void decimal(BigDecimal value) {
    room(Integer.BYTES + Long.BYTES);
    if (value.precision() <= SMALL_DIGITS) {
      bytes.put(size() - 1, SMALL);
      bytes.putInt(value.scale());
      bytes.putLong(value.scale() == 0 ? value.longValue() : value.unscaledValue().longValue());
    } else {
      bytes.putInt(value.scale());
      several(value.unscaledValue().toByteArray());
    }
  }

  private void several(byte[] value) {
    room(Integer.BYTES + value.length);
    bytes.putInt(value.length);
    bytes.put(value);
  }

  /** Tells whether a value comes next, or a null that is passed. */
  static boolean isValue(ByteBuffer from) {
    return from.get() != NULL;
  }

  /** Reads a decimal, or null. */
  static @Nullable BigDecimal decimal(ByteBuffer from) {
    byte mark = from.get();
    if (mark == NULL) {
      return null;
    }
    int scale = from.getInt();
    return mark == SMALL
        ? BigDecimal.valueOf(from.getLong(), scale)
        : new BigDecimal(new BigInteger(bytes(from)), scale);
  }

  /** Tells whether the mark that comes next, and is not passed, is one of a null. */
  static boolean isNull(ByteBuffer from) {
    return from.get(from.position()) == NULL;
  }

  /** Tells whether the mark that comes next, and is not passed, is one of a small decimal. */
  static boolean isSmall(ByteBuffer from) {
    return from.get(from.position()) == SMALL;
  }

  /** Returns the scale of the decimal that comes next, and is not passed. */
  static int scale(ByteBuffer from) {
    return from.getInt(from.position() + 1);
  }

  /** Reads the small decimal that comes next, in units of its last digit. */
  static long units(ByteBuffer from) {
    from.position(from.position() + 1 + Integer.BYTES);
    return from.getLong();
  }

  /** Reads what {@link #several} wrote. */
  static byte[] bytes(ByteBuffer from) {
    byte[] value = new byte[from.getInt()];
    from.get(value);
    return value;
  }
}
