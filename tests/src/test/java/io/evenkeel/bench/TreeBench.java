package io.evenkeel.bench;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.Placement;
import io.evenkeel.model.onnx.ScorerOptions;
import io.evenkeel.model.onnx.TreeKernels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Trees in plain Java against ONNX Runtime, both through the same direct buffers in one thread, and
 * what the trial at the model's load chose. Complete trees have leaves of one depth; uneven ones
 * are split leaf by leaf, as LightGBM does.
 *
 * <p>Arguments: rows of a measurement (default 300,000), rounds (5).
 */
final class TreeBench {
  private static final int ROWS = 1024;

  private TreeBench() {}

  public static void main(String[] args) throws Exception {
    long rows = args.length > 0 ? Long.parseLong(args[0]) : 300_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("tree-bench");
    for (BenchModel model :
        List.of(
            BenchModel.of("complete200x6", 30, RandomModels.trees(30, 200, 6), folder),
            BenchModel.of("complete500x6", 50, RandomModels.trees(50, 500, 6), folder),
            BenchModel.of("complete40x4", 20, RandomModels.trees(20, 40, 4), folder),
            BenchModel.of("uneven100x31", 30, RandomModels.unevenTrees(30, 100, 31), folder),
            BenchModel.of("uneven500x63", 50, RandomModels.unevenTrees(50, 500, 63), folder))) {
      compare(model, rows, rounds);
    }
  }

  private static void compare(BenchModel model, long rows, int rounds) throws Exception {
    try (OnnxScorer runtime = open(model, TreeKernels.OFF);
        OnnxScorer chosen = open(model, TreeKernels.AUTO)) {
      System.out.printf("%n%s: %s%n", model.name(), chosen.trial());
      fill(runtime);
      fill(chosen);
      new Comparison("%s, %,d rows".formatted(model.name(), rows), rounds)
          .alternative("ONNX Runtime", () -> score(runtime, rows))
          .alternative(chosen.trial().text(), () -> score(chosen, rows))
          .run();
    }
  }

  private static OnnxScorer open(BenchModel model, TreeKernels trees) {
    return OnnxScorer.open(
        model.artifact().metadata(),
        model.artifact()::onnx,
        new ScorerOptions(new BatchSize.Set(ROWS), /* threads= */ 1, Placement.CPU, trees));
  }

  private static void fill(OnnxScorer scorer) {
    Random random = new Random(3);
    for (int row = 0; row < ROWS; row++) {
      int at = row;
      scorer.slots().forEach(slot -> slot.putFloat(at, (float) random.nextGaussian()));
    }
  }

  private static void score(OnnxScorer scorer, long rows) throws Exception {
    for (long done = 0; done < rows; done += ROWS) {
      if (Double.isNaN(scorer.run(ROWS).score(0))) {
        throw new IllegalStateException("There is no score");
      }
    }
  }
}
