package io.evenkeel.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * A cursor over the fields of one protocol buffer message: number, and value or bytes. See
 * https://protobuf.dev/programming-guides/encoding for the wire types. Not thread-safe.
 */
public final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int number;
  private boolean delimited;
  private long value;
  private int from;
  private int length;

  /** A message that fills {@code bytes[start, end)}. */
  public ProtoFields(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /**
   * Moves to the next field; false at the end.
   *
   * @throws IllegalArgumentException if what follows is not a field
   */
  public boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    value = 0;
    from = position;
    length = 0;
    delimited = (tag & 7) == LENGTH_DELIMITED;
    switch ((int) (tag & 7)) {
      case VARINT -> value = varint();
      case FIXED64 -> skip(Long.BYTES);
      case LENGTH_DELIMITED -> {
        long size = varint();
        from = position;
        length = size < 0 || size > end - position ? refuse() : (int) size;
        skip(length);
      }
      case FIXED32 -> {
        length = Integer.BYTES;
        skip(length);
      }
      default -> refuse();
    }
    return true;
  }

  /** Returns the number of the current field. */
  public int number() {
    return number;
  }

  /** Returns the current field's number value, 0 where it is not one. */
  public long value() {
    return value;
  }

  /** Returns the current field as text. */
  public String text() {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Returns the current field as a message of its own. */
  public ProtoFields message() {
    return new ProtoFields(bytes, from, from + length);
  }

  /** Hands on the whole numbers of the current field: one, or as many as are packed in it. */
  public void longs(LongConsumer to) {
    if (!delimited) {
      to.accept(value);
      return;
    }
    ProtoFields packed = message();
    while (packed.position < packed.end) {
      to.accept(packed.varint());
    }
  }

  /**
   * Returns the 32-bit floats of the current field: one, or as many as are packed in it.
   *
   * @throws IllegalArgumentException if its bytes are not a whole number of floats
   */
  public float[] floats() {
    if (length % Float.BYTES != 0) {
      refuse();
    }
    float[] floats = new float[length / Float.BYTES];
    ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private void skip(int count) {
    if (count > end - position) {
      refuse();
    }
    position += count;
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position >= end) {
        refuse();
      }
      byte part = bytes[position++];
      result |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return result;
      }
    }
    return refuse();
  }

  private int refuse() {
    throw new IllegalArgumentException("Not a protocol buffer message at byte " + position);
  }
}
