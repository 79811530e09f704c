package io.evenkeel.model.onnx;

import io.evenkeel.model.trees.TreeKernel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs trees in plain Java beside ONNX Runtime: first whether every score and label has the same
 * bits, then which is faster. Takes a quarter of a second, a little more for slow models. On rows
 * that are made up: numbers around the thresholds of the trees, so that rows go many ways, and, for
 * the bits, thresholds themselves, their neighbours, NaN, infinities and zeros.
 */
final class TreeTrial {
  /** Rows of a trial. */
  static final int ROWS = 1024;

  /** How much faster trees must be; less may be chance. */
  private static final double GAIN = 1.1;

  private static final int[] SIZES = {1, 7, 64, 1000, ROWS};
  private static final int FILLINGS = 4;
  private static final int ROUNDS = 5;
  private static final long NANOS_OF_A_ROUND = 10_000_000;
  private static final long NANOS_TO_WARM_UP = 80_000_000;
  private static final double SECOND = 1e9;
  private static final float[] ODD = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MAX_VALUE
  };

  private final OnnxScorer runtime;
  private final TreeKernel trees;
  private final FloatBuffer input;
  private final Random random = new Random(17);
  private final float[][] thresholds;
  private double sink;

  /** A trial; closes neither. */
  TreeTrial(OnnxScorer runtime, TreeKernel trees) {
    this.runtime = runtime;
    this.trees = trees;
    this.input = runtime.matrix();
    this.thresholds = new float[trees.width()][];
    for (int feature = 0; feature < thresholds.length; feature++) {
      thresholds[feature] = trees.thresholds(feature);
    }
  }

  /** Returns what is to compute the model's scores. */
  KernelTrial run() {
    try {
      return differing().isPresent()
          ? KernelTrial.without("its trees in plain Java give other bits")
          : faster();
    } catch (ModelRunException invented) {
      return KernelTrial.without("it refuses the rows of the trial");
    }
  }

  /** Returns the first difference between what the two give, if there is one. */
  Optional<String> differing() throws ModelRunException {
    for (int filling = 0; filling < FILLINGS; filling++) {
      fill(true);
      for (int rows : SIZES) {
        Optional<String> found = differing(rows);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> differing(int rows) throws ModelRunException {
    Scores expected = runtime.run(rows);
    List<String> found = new ArrayList<>();
    trees.run(
        input,
        rows,
        (row, score, label) -> {
          boolean same = Double.compare(expected.score(row), score) == 0;
          if (expected.labelled()) {
            same &= expected.classOf(row).equals(label);
          }
          if (!same && found.isEmpty()) {
            found.add(
                "row %d of %d: %s, and %s %s in plain Java"
                    .formatted(row, rows, expected.score(row), score, label));
          }
        });
    return found.stream().findFirst();
  }

  private KernelTrial faster() throws ModelRunException {
    fill(false);
    int rows = ROWS;
    long start = System.nanoTime();
    runtime.run(rows);
    long once = Math.max(1, System.nanoTime() - start);
    rows = (int) Math.max(64, Math.min(ROWS, rows * NANOS_OF_A_ROUND / once));
    // The compiler of the JVM takes its time; the runtime was compiled long ago.
    rate(false, rows, NANOS_TO_WARM_UP);
    double mostRuntime = 0;
    double mostTrees = 0;
    for (int round = 0; round < ROUNDS; round++) {
      mostRuntime = Math.max(mostRuntime, rate(true, rows, NANOS_OF_A_ROUND));
      mostTrees = Math.max(mostTrees, rate(false, rows, NANOS_OF_A_ROUND));
    }
    boolean gain = mostTrees > GAIN * mostRuntime;
    return new KernelTrial(
        gain ? KernelTrial.TREES : KernelTrial.RUNTIME,
        gain ? "" : "its trees in plain Java are not faster",
        Math.round(mostRuntime),
        Math.round(mostTrees));
  }

  /** Returns rows of a second. */
  private double rate(boolean ofRuntime, int rows, long nanos) throws ModelRunException {
    long start = System.nanoTime();
    long done = 0;
    long taken = 0;
    while (taken < nanos) {
      if (ofRuntime) {
        sink += runtime.run(rows).score(0);
      } else {
        trees.run(input, rows, (row, score, label) -> sink += score);
      }
      done += rows;
      taken = System.nanoTime() - start;
    }
    return done * SECOND / taken;
  }

  private void fill(boolean odd) {
    for (int row = 0; row < ROWS; row++) {
      // Every other row is all numbers, so that what is odd does not hide what is not.
      boolean withOdd = odd && row % 2 == 0;
      for (int feature = 0; feature < thresholds.length; feature++) {
        input.put(row * thresholds.length + feature, value(thresholds[feature], withOdd));
      }
    }
  }

  private float value(float[] near, boolean odd) {
    if (odd && random.nextInt(8) == 0) {
      return ODD[random.nextInt(ODD.length)];
    }
    float threshold = near.length == 0 ? 0 : near[random.nextInt(near.length)];
    return switch (odd ? random.nextInt(4) : 3) {
      case 0 -> threshold;
      case 1 -> Math.nextUp(threshold);
      case 2 -> Math.nextDown(threshold);
      default -> threshold + (float) random.nextGaussian() * Math.max(1e-3f, Math.abs(threshold));
    };
  }
}
