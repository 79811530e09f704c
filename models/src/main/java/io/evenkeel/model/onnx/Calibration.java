package io.evenkeel.model.onnx;

import io.evenkeel.model.ElementType;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.util.Random;

/**
 * Measures how many rows a model takes best at once. Warms the model up on the way: its first runs
 * allocate.
 */
final class Calibration {
  private static final int LEAST = 64;

  /** What another doubling must gain for it to be worth its memory. */
  private static final double GAIN = 1.03;

  /** Runs and time that each size is measured for; the best run counts. */
  private static final int RUNS = 4;

  private static final long NANOS_OF_A_SIZE = 25_000_000;
  private static final long NANOS_OF_A_MILLI = 1_000_000;
  private static final int BYTES_OF_A_TEXT = 64;

  private final OnnxScorer scorer;
  private final BatchSize.Calibrated limits;

  private Calibration(OnnxScorer scorer, BatchSize.Calibrated limits) {
    this.scorer = scorer;
    this.limits = limits;
  }

  /** Returns the most rows that fit the limit of memory, at least 1. */
  static int mostRows(ModelMetadata metadata, BatchSize.Calibrated limits) {
    long row = Double.BYTES; // the score
    for (ModelInput input : metadata.inputs()) {
      row += (long) input.features().size() * bytes(input.element());
    }
    return (int) Math.max(1, Math.min(limits.most(), limits.bytes() / row));
  }

  private static int bytes(ElementType element) {
    return switch (element) {
      case FLOAT64, INT64 -> Long.BYTES;
      case FLOAT16 -> Short.BYTES;
      case FLOAT32, INT32 -> Integer.BYTES;
      case BOOL -> 1;
      case STRING -> BYTES_OF_A_TEXT;
    };
  }

  /**
   * Returns the number of rows to run the model on.
   *
   * @param scorer has room for the most rows; its input is overwritten
   */
  static int measure(OnnxScorer scorer, BatchSize.Calibrated limits) {
    Calibration calibration = new Calibration(scorer, limits);
    calibration.fill();
    try {
      return calibration.grow();
    } catch (ModelRunException invented) {
      // The model refuses rows that nobody sent it. That tells nothing about those that come.
      return scorer.capacity();
    }
  }

  /** Numbers that differ, so that trees do not take one way for every row; no texts are needed. */
  private void fill() {
    Random random = new Random(17);
    for (FeatureSlot slot : scorer.slots()) {
      for (int row = 0; row < scorer.capacity(); row++) {
        slot.putSample(row, random);
      }
    }
  }

  private int grow() throws ModelRunException {
    int best = Math.min(LEAST, scorer.capacity());
    double nanosOfARow = nanos(best) / best;
    for (int rows = best * 2; rows <= scorer.capacity(); rows *= 2) {
      if (nanosOfARow * rows > (double) limits.millis() * NANOS_OF_A_MILLI) {
        break;
      }
      double found = nanos(rows) / rows;
      if (found * GAIN < nanosOfARow) {
        best = rows;
        nanosOfARow = found;
      }
    }
    return best;
  }

  private double nanos(int rows) throws ModelRunException {
    long least = Long.MAX_VALUE;
    long spent = 0;
    for (int run = 0; run < RUNS && spent < NANOS_OF_A_SIZE; run++) {
      long start = System.nanoTime();
      scorer.run(rows);
      long taken = System.nanoTime() - start;
      spent += taken;
      least = Math.min(least, taken);
    }
    return least;
  }
}
