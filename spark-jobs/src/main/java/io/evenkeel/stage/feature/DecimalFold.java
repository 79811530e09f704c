package io.evenkeel.stage.feature;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fold of decimals of one scale that are small: their sum has 128 bits, which as many of them as
 * an array holds cannot exceed, and always 38 digits. Not thread-safe.
 */
final class DecimalFold extends BlockFold {
  private final Operation operation;
  private final int scale;
  private final List<long[]> values = new ArrayList<>();
  private final List<long[]> carries = new ArrayList<>();
  private final List<boolean[]> some = new ArrayList<>();
  private long total;
  private long carry;
  private boolean any;

  DecimalFold(Operation operation, DecimalValues events) {
    this.operation = operation;
    this.scale = events.scale();
    values.add(events.units.values);
    // Of an event they follow from its value.
    carries.add(new long[0]);
    some.add(events.units.some);
  }

  @Override
  void grow(int blocks) {
    values.add(new long[blocks]);
    carries.add(new long[blocks]);
    some.add(new boolean[blocks]);
  }

  @Override
  void store(int level, int block) {
    values.get(level)[block] = total;
    carries.get(level)[block] = carry;
    some.get(level)[block] = any;
  }

  @Override
  void reset() {
    total = 0;
    carry = 0;
    any = false;
  }

  @Override
  void add(int level, int from, int to) {
    long[] added = values.get(level);
    long[] high = carries.get(level);
    boolean[] present = some.get(level);
    for (int i = from; i < to; i++) {
      if (present[i]) {
        switch (operation) {
          case EVERY, COUNT, SUM -> sum(added[i], level == 0 ? sign(added[i]) : high[i]);
          case MIN -> total = any ? Math.min(total, added[i]) : added[i];
          case MAX -> total = any ? Math.max(total, added[i]) : added[i];
        }
        any = true;
      }
    }
  }

  private static long sign(long value) {
    return value >> (Long.SIZE - 1);
  }

  private void sum(long low, long high) {
    total += low;
    carry += high + (Long.compareUnsigned(total, low) < 0 ? 1 : 0);
  }

  @Override
  @Nullable Object result() {
    if (!any) {
      return null;
    }
    if (operation != Operation.SUM || carry == sign(total)) {
      return BigDecimal.valueOf(total, scale);
    }
    BigInteger low = new BigInteger(Long.toUnsignedString(total));
    return new BigDecimal(BigInteger.valueOf(carry).shiftLeft(Long.SIZE).add(low), scale);
  }
}
