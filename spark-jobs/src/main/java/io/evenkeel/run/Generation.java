package io.evenkeel.run;

/**
 * The number of an attempt to fill a slot, from 1. A greater one is newer and fences every smaller
 * one.
 */
public record Generation(int number) implements Comparable<Generation> {
  /** Refuses a number below 1. */
  public Generation {
    if (number < 1) {
      throw new IllegalArgumentException("Generation %d; generations start at 1".formatted(number));
    }
  }

  /** Tells whether this one fences {@code other}. */
  public boolean newerThan(Generation other) {
    return number > other.number;
  }

  @Override
  public int compareTo(Generation other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
