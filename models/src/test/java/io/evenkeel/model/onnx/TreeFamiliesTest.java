package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.trees.NotTakenException;
import io.evenkeel.model.trees.TreeKernel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;

/** Which of the exported models run as trees in plain Java, and that they give the same bits. */
public final class TreeFamiliesTest {
  private static final List<String> TAKEN =
      List.of(
          "boosting",
          "extra_trees",
          "histogram",
          "lightgbm_binary",
          "lightgbm_multi",
          "lightgbm_regressor",
          "lightgbm_zipmap",
          "tree_zipmap",
          "xgboost_binary",
          "xgboost_multi",
          "xgboost_regressor");

  @Test
  public void givesTheBitsOfTheRuntimeOnEveryFamily() throws Exception {
    for (String name : TAKEN) {
      ModelArtifact artifact = TestArtifacts.open(name);
      TreeKernel trees = TreeKernel.read(artifact.onnx(), artifact.metadata());
      try (OnnxScorer runtime = open(artifact, TreeKernels.OFF)) {
        assertThat(new TreeTrial(runtime, trees).differing()).as(name).isEmpty();
      }
    }
  }

  @Test
  public void saysWhyAModelIsLeftToTheRuntime() {
    Map<String, String> reasons = new TreeMap<>();
    for (String name : List.of("trees", "forest_multi", "mlp", "linear_double")) {
      reason(TestArtifacts.open(name)).ifPresent(reason -> reasons.put(name, reason));
    }
    assertThat(reasons)
        .containsOnly(
            Map.entry("forest_multi", "further outputs are kept"),
            Map.entry("linear_double", "the input is not one matrix of 32-bit floats"),
            Map.entry("mlp", "the graph has the operator Scaler"),
            Map.entry("trees", "the input is not one matrix of 32-bit floats"));
  }

  private static Optional<String> reason(ModelArtifact artifact) {
    try {
      TreeKernel.read(artifact.onnx(), artifact.metadata());
      return Optional.empty();
    } catch (NotTakenException e) {
      return Optional.of(e.reason());
    }
  }

  private static OnnxScorer open(ModelArtifact artifact, TreeKernels trees) {
    return OnnxScorer.open(
        artifact.metadata(),
        artifact::onnx,
        new ScorerOptions(new BatchSize.Set(TreeTrial.ROWS), 1, Placement.CPU, trees));
  }
}
