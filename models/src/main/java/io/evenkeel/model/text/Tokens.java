package io.evenkeel.model.text;

import java.nio.LongBuffer;
import java.util.Arrays;

/** The tokens of one text. Immutable. */
public final class Tokens {
  private static final int[] NO_TYPES = {};

  private final int[] ids;
  private final int[] types; // empty where all are 0, as they are for most texts
  private final boolean cut;

  private Tokens(int[] ids, int[] types, boolean cut) {
    this.ids = ids;
    this.types = types;
    this.cut = cut;
  }

  static Tokens of(long[] ids, long[] types, boolean cut) {
    boolean plain = Arrays.stream(types).allMatch(type -> type == 0);
    return new Tokens(ints(ids), plain ? NO_TYPES : ints(types), cut);
  }

  /** Returns a text of one token again and again. */
  public static Tokens repeated(int id, int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, id);
    return new Tokens(ids, NO_TYPES, /* cut= */ false);
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /** Returns the number of tokens. */
  public int length() {
    return ids.length;
  }

  /** Tells whether the text had more tokens than the model takes. */
  public boolean cut() {
    return cut;
  }

  /** Writes the ids from {@code at} on. */
  public void putIds(LongBuffer to, int at) {
    for (int i = 0; i < ids.length; i++) {
      to.put(at + i, ids[i]);
    }
  }

  /** Writes the segment ids from {@code at} on. */
  public void putTypes(LongBuffer to, int at) {
    for (int i = 0; i < ids.length; i++) {
      to.put(at + i, types.length == 0 ? 0 : types[i]);
    }
  }
}
