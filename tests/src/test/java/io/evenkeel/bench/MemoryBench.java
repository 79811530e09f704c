package io.evenkeel.bench;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.ScorerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * What happens to the memory of a process over many batches: its resident memory, native memory
 * included, after a warm-up and again after the batches. Sizes of batches change from one to the
 * next, as the last batch of a task does, so that tensors are made anew.
 *
 * <p>Arguments: batches (default 10,000), batches to warm up (1,000). Linux only.
 */
final class MemoryBench {
  private static final int FEATURES = 30;
  private static final int ROWS = 512;

  private MemoryBench() {}

  public static void main(String[] args) throws Exception {
    int batches = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int warmUp = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    Path folder = Files.createTempDirectory("memory-bench");
    System.out.printf(
        "%n### Resident memory over %,d batches%n%n| | MB after %,d | MB at the end | growth |%n"
            + "|---|---|---|---|%n",
        batches, warmUp);
    for (String name : List.of("linear", "network", "trees")) {
      byte[] onnx =
          switch (name) {
            case "linear" -> RandomModels.linear(FEATURES);
            case "network" -> RandomModels.network(FEATURES, 128, 64, 1);
            default -> RandomModels.trees(FEATURES, 200, 6);
          };
      measure(BenchModel.of(name, FEATURES, onnx, folder), batches, warmUp);
    }
  }

  private static void measure(BenchModel model, int batches, int warmUp) throws Exception {
    try (OnnxScorer scorer =
        OnnxScorer.open(
            model.artifact().metadata(),
            model.artifact()::onnx,
            new ScorerOptions(new BatchSize.Set(ROWS), /* threads= */ 1))) {
      Random random = new Random(3);
      score(scorer, warmUp, random);
      double before = residentMegabytes();
      score(scorer, batches, random);
      double after = residentMegabytes();
      System.out.printf(
          "| %s | %.1f | %.1f | %.2f%% |%n",
          model.name(), before, after, 100 * (after - before) / before);
    }
  }

  private static void score(OnnxScorer scorer, int batches, Random random) throws Exception {
    for (int batch = 0; batch < batches; batch++) {
      int rows = batch % 3 == 0 ? 1 + random.nextInt(ROWS) : ROWS;
      for (int row = 0; row < rows; row += 64) {
        int at = row;
        scorer.slots().forEach(slot -> slot.putFloat(at, (float) random.nextGaussian()));
      }
      if (Double.isNaN(scorer.run(rows).score(0))) {
        throw new IllegalStateException("There is no score");
      }
    }
  }

  private static double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
