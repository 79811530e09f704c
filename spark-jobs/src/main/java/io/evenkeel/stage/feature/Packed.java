package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * Events of one key as bytes: of each its instants, and of each value a mark and, unless it is
 * null, the value. Not thread-safe.
 */
final class Packed {
  private static final int FIRST_ROOM = 128;
  private static final byte NULL = 0;
  private static final byte VALUE = 1;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_ROOM);

  /** Returns how many bytes there are. */
  int size() {
    return bytes.position();
  }

  /** Returns the bytes. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private void room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, size() + more));
      bytes.flip();
      larger.put(bytes);
      bytes = larger;
    }
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
      case DECIMAL -> {
        BigDecimal decimal = row.getDecimal(ordinal);
        bytes.putInt(decimal.scale());
        several(decimal.unscaledValue().toByteArray());
      }
    }
  }

  private void several(byte[] value) {
    room(Integer.BYTES + value.length);
    bytes.putInt(value.length);
    bytes.put(value);
  }

  /** Tells whether a value comes next, or a null that is passed. */
  static boolean isValue(ByteBuffer from) {
    return from.get() == VALUE;
  }

  /** Reads what {@link #several} wrote. */
  static byte[] bytes(ByteBuffer from) {
    byte[] value = new byte[from.getInt()];
    from.get(value);
    return value;
  }
}
