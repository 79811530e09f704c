package io.evenkeel.model.onnx;

import java.io.Serializable;

/** How many rows the model is run on at once. */
public sealed interface BatchSize extends Serializable {
  /** Returns the greatest number of rows that there can be. */
  int most();

  /**
   * A number that was set.
   *
   * @param rows at least 1
   */
  record Set(int rows) implements BatchSize {
    /** Refuses numbers below 1. */
    public Set {
      if (rows < 1) {
        throw new IllegalArgumentException("A batch of %d rows; at least 1".formatted(rows));
      }
    }

    @Override
    public int most() {
      return rows;
    }
  }

  /**
   * The smallest number, a power of two, with which the model is nearly as fast as it gets.
   * Measured once for each session, when it is loaded.
   *
   * @param most no more rows than this, at least 1
   * @param millis no batch that takes the model longer than this, in milliseconds, at least 1
   * @param bytes no batch whose input and output take more memory than this, at least 1
   */
  record Calibrated(int most, int millis, long bytes) implements BatchSize {
    /** Refuses limits below 1. */
    public Calibrated {
      if (most < 1 || millis < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "A batch of at most %d rows, %d ms, %d bytes; each starts at 1"
                .formatted(most, millis, bytes));
      }
    }
  }
}
