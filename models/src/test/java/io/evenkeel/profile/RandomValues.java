package io.evenkeel.profile;

import java.util.Random;

/** Values of many shapes: spread, tied, skewed over hundreds of decades, infinite, NaN. */
final class RandomValues {
  private RandomValues() {}

  static double[] of(Random random, int n) {
    int shape = random.nextInt(6);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(50) == 0 ? odd(random) : value(random, shape);
    }
    return values;
  }

  private static double value(Random random, int shape) {
    return switch (shape) {
      case 0 -> random.nextGaussian();
      case 1 -> random.nextInt(7);
      case 2 -> Math.exp(40 * random.nextGaussian());
      case 3 -> random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
      case 4 -> 1e308 * random.nextGaussian();
      default -> Math.round(100 * random.nextGaussian()) / 8.0;
    };
  }

  private static double odd(Random random) {
    double[] odd = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE
    };
    return odd[random.nextInt(odd.length)];
  }
}
