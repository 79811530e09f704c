package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.Placement;
import io.evenkeel.model.onnx.ScorerOptions;
import io.evenkeel.model.onnx.Scores;
import io.evenkeel.model.onnx.TreeKernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Ten thousand rows of every family of models that takes one matrix of floats (but for quantized
 * and 16-bit networks, of which {@code FamiliesTest} has fewer rows), with NaN, infinities and
 * values equal to thresholds of trees and one step beside them: scored here in batches, and by
 * Python's onnxruntime each alone. What an upgrade of ONNX Runtime has to pass.
 */
public final class GoldenParityTest {
  @ClassRule public static final TemporaryFolder GOLDEN = new TemporaryFolder();

  private static final List<String> TREES =
      List.of(
          "boosting",
          "extra_trees",
          "forest_multi",
          "histogram",
          "lightgbm_binary",
          "lightgbm_multi",
          "lightgbm_regressor",
          "lightgbm_zipmap",
          "tree_zipmap",
          "xgboost_binary",
          "xgboost_multi",
          "xgboost_regressor");

  private static final List<String> PRODUCTS =
      List.of("linear_double", "mlp", "multi_output", "regressor", "torch_network", "zipmap");

  private static final int ROWS = 10_000;
  private static final int BATCH = 1_000;

  /** Of a score, or of 1 where that is smaller. */
  private static final double LAST_DIGITS = 1e-5;

  @BeforeClass
  public static void askPython() {
    List<String> arguments = new ArrayList<>(List.of(models().toString()));
    arguments.add(GOLDEN.getRoot().toString());
    arguments.addAll(TREES);
    arguments.addAll(PRODUCTS);
    PythonEnvironment.installed().run("parity_rows.py", arguments.toArray(String[]::new));
  }

  @Test
  public void treesGiveTheBitsOfPythonByTheRuntime() throws Exception {
    for (String name : TREES) {
      equalsPython(name, TreeKernels.OFF, /* tolerance= */ 0);
    }
  }

  @Test
  public void treesGiveTheBitsOfPythonByWhateverKernelTheTrialChose() throws Exception {
    for (String name : TREES) {
      equalsPython(name, TreeKernels.AUTO, /* tolerance= */ 0);
    }
  }

  @Test
  public void modelsOfMatrixProductsDifferFromPythonByLastDigits() throws Exception {
    for (String name : PRODUCTS) {
      equalsPython(name, TreeKernels.OFF, LAST_DIGITS);
    }
  }

  private static void equalsPython(String name, TreeKernels kernels, double tolerance)
      throws Exception {
    ModelArtifact artifact = ModelArtifact.open(models(), name, OptionalInt.of(1));
    int width = artifact.metadata().features().size();
    ByteBuffer rows = golden(name, "rows", ROWS * width * Double.BYTES);
    ByteBuffer scores = golden(name, "scores", ROWS * Double.BYTES);
    ByteBuffer classes = golden(name, "classes", ROWS * Integer.BYTES);
    ScorerOptions options =
        new ScorerOptions(new BatchSize.Set(BATCH), /* threads= */ 1, Placement.CPU, kernels);
    try (OnnxScorer scorer = OnnxScorer.open(artifact.metadata(), artifact::onnx, options)) {
      for (int from = 0; from < ROWS; from += BATCH) {
        fill(scorer, artifact.metadata(), rows);
        Scores found = scorer.run(BATCH);
        for (int row = 0; row < BATCH; row++) {
          String what = "%s row %d".formatted(name, from + row);
          assertNear(what, found.score(row), scores.getDouble(), tolerance);
          int place = classes.getInt();
          // Beside a threshold the last digits decide the class, as they may.
          if (found.classifies() && tolerance == 0) {
            String wanted = artifact.metadata().targetClasses().get(place);
            assertThat(found.classOf(row)).as(what).isEqualTo(wanted);
          }
        }
      }
    }
  }

  /** Fills a whole batch from where {@code rows} stands. */
  private static void fill(OnnxScorer scorer, ModelMetadata metadata, ByteBuffer rows) {
    for (int row = 0; row < BATCH; row++) {
      for (int feature = 0; feature < metadata.features().size(); feature++) {
        double value = rows.getDouble();
        FeatureSlot slot = scorer.slots().get(feature);
        if (metadata.features().get(feature).type() == FeatureType.FLOAT64) {
          slot.putDouble(row, value);
        } else {
          slot.putFloat(row, (float) value);
        }
      }
    }
  }

  /** Equal to the bit but for the sign of NaN, or finite and within the tolerance. */
  private static void assertNear(String what, double found, double wanted, double tolerance) {
    if (tolerance == 0 || !Double.isFinite(wanted)) {
      assertThat(Double.valueOf(found)).as(what).isEqualTo(Double.valueOf(wanted));
    } else {
      double most = tolerance * Math.max(1, Math.abs(wanted));
      assertThat(found).as(what).isCloseTo(wanted, within(most));
    }
  }

  private static ByteBuffer golden(String name, String what, int bytes) throws IOException {
    byte[] content = Files.readAllBytes(GOLDEN.getRoot().toPath().resolve(name + "." + what));
    assertThat(content).as("%s.%s", name, what).hasSize(bytes);
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Path models() {
    return Checkout.root().resolve("models/src/test/resources/artifacts");
  }
}
