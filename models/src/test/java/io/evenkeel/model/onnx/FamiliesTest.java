package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TestArtifacts.Expected;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * Every family of models that {@code make_families.py} exported, on rows with missing values, NaN
 * and infinities: its scores are those of Python's onnxruntime for a row alone, in batches of 1, 7
 * and 1,000 rows.
 */
public final class FamiliesTest {
  private static final double EXACTLY = 0;

  /** Matrix products are summed in another order for batches of another size. */
  private static final double LAST_DIGITS = 1e-6;

  /** One step between 16-bit numbers below 1. */
  private static final double LAST_HALF_DIGIT = 0x1p-11;

  @Test
  public void equalsPythonToTheBitOnTreesOfLightGbm() throws Exception {
    for (String name : List.of("binary", "zipmap", "multi", "regressor")) {
      equalsPython("lightgbm_" + name, EXACTLY);
    }
  }

  @Test
  public void equalsPythonToTheBitOnTreesOfXgBoost() throws Exception {
    for (String name : List.of("binary", "multi", "regressor")) {
      equalsPython("xgboost_" + name, EXACTLY);
    }
  }

  @Test
  public void equalsPythonToTheBitOnTreesOfScikitLearn() throws Exception {
    for (String name :
        List.of("forest_multi", "tree_zipmap", "extra_trees", "boosting", "histogram")) {
      equalsPython(name, EXACTLY);
    }
  }

  @Test
  public void equalsPythonOnModelsOfSeveralOutputsAndOfDoubles() throws Exception {
    equalsPython("multi_output", LAST_DIGITS);
    equalsPython("linear_double", LAST_DIGITS);
  }

  @Test
  public void equalsPythonOnNetworksInTheLayoutOfPyTorch() throws Exception {
    equalsPython("torch_network", LAST_DIGITS);
  }

  @Test
  public void equalsPythonOnSixteenBitNetworks() throws Exception {
    equalsPython("half_network", LAST_HALF_DIGIT);
  }

  @Test
  public void runsDynamicallyQuantizedNetworksRowByRow() throws Exception {
    ModelArtifact artifact = TestArtifacts.open("int8_network");
    try (OnnxScorer scorer = open(artifact, 1000)) {
      assertThat(scorer.capacity()).isEqualTo(1);
    }
    equalsPython("int8_network", EXACTLY);
  }

  @Test
  public void keepsFurtherOutputsAsPythonGivesThem() throws Exception {
    keepsWhatPythonGives("forest_multi", EXACTLY);
    keepsWhatPythonGives("multi_output", LAST_DIGITS);
  }

  private static void keepsWhatPythonGives(String model, double tolerance) throws Exception {
    ModelArtifact artifact = TestArtifacts.open(model);
    Expected expected = TestArtifacts.expected(model);
    try (OnnxScorer scorer = open(artifact, expected.rows().size())) {
      assertThat(scorer.moreOutputs()).isNotEmpty();
      Filling.fill(scorer, artifact.metadata(), expected.rows());
      Scores scores = scorer.run(expected.rows().size());
      for (int output = 0; output < scorer.moreOutputs().size(); output++) {
        List<double[]> wanted = expected.more(scorer.moreOutputs().get(output));
        for (int row = 0; row < expected.rows().size(); row++) {
          assertThat(scores.more(output, row))
              .as("%s output %d row %d", model, output, row)
              .usingElementComparator((a, b) -> near(a, b, tolerance) ? 0 : 1)
              .containsExactly(wanted.get(row));
        }
      }
    }
  }

  /** Equal, NaN to NaN and infinities included, or finite and near. */
  private static boolean near(double found, double wanted, double tolerance) {
    return Double.compare(found, wanted) == 0 || Math.abs(found - wanted) <= tolerance;
  }

  @Test
  public void equalsPythonOnManyNamedInputs() throws Exception {
    equalsPython("named_inputs", EXACTLY);
  }

  private static void equalsPython(String model, double tolerance) throws Exception {
    Expected expected = TestArtifacts.expected(model);
    for (int batch : new int[] {1, 7, 1000}) {
      List<String> found = scores(model, batch, expected);
      for (int row = 0; row < expected.rows().size(); row++) {
        String what = "%s row %d in batches of %d".formatted(model, row, batch);
        String[] parts = found.get(row).split(" ", 2);
        double score = Double.parseDouble(parts[0]);
        if (tolerance == 0 || !Double.isFinite(expected.score(row))) {
          assertThat(score).as(what).isEqualTo(Double.valueOf(expected.score(row)));
        } else {
          assertThat(score).as(what).isCloseTo(expected.score(row), within(tolerance));
        }
        assertThat(parts[1]).as(what).isEqualTo(expected.classes().get(row).asText());
      }
    }
  }

  private static List<String> scores(String model, int batch, Expected expected) throws Exception {
    ModelArtifact artifact = TestArtifacts.open(model);
    List<String> found = new ArrayList<>();
    try (OnnxScorer scorer = open(artifact, batch)) {
      int size = expected.rows().size();
      for (int from = 0; from < size; from += scorer.capacity()) {
        List<JsonNode> rows =
            expected.rows().subList(from, Math.min(from + scorer.capacity(), size));
        Filling.fill(scorer, artifact.metadata(), rows);
        Scores scores = scorer.run(rows.size());
        for (int row = 0; row < rows.size(); row++) {
          String className = scores.classifies() ? scores.classOf(row) : "null";
          found.add(scores.score(row) + " " + className);
        }
      }
    }
    return found;
  }

  private static OnnxScorer open(ModelArtifact artifact, int batch) {
    return OnnxScorer.open(artifact.metadata(), artifact::onnx, new ScorerOptions(batch, 1));
  }
}
