package io.evenkeel.model;

import java.nio.charset.StandardCharsets;

/**
 * A cursor over the fields of one protocol buffer message: number, and value or bytes. See
 * https://protobuf.dev/programming-guides/encoding for the wire types. Not thread-safe.
 */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int number;
  private long value;
  private int from;
  private int length;

  /** A message that fills {@code bytes[start, end)}. */
  ProtoFields(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /**
   * Moves to the next field; false at the end.
   *
   * @throws IllegalArgumentException if what follows is not a field
   */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    value = 0;
    from = position;
    length = 0;
    switch ((int) (tag & 7)) {
      case VARINT -> value = varint();
      case FIXED64 -> skip(Long.BYTES);
      case LENGTH_DELIMITED -> {
        long size = varint();
        from = position;
        length = size < 0 || size > end - position ? refuse() : (int) size;
        skip(length);
      }
      case FIXED32 -> skip(Integer.BYTES);
      default -> refuse();
    }
    return true;
  }

  /** Returns the number of the current field. */
  int number() {
    return number;
  }

  /** Returns the current field's number value, 0 where it is not one. */
  long value() {
    return value;
  }

  /** Returns the current field as text. */
  String text() {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Returns the current field as a message of its own. */
  ProtoFields message() {
    return new ProtoFields(bytes, from, from + length);
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
