package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TestArtifacts.Expected;
import java.util.List;
import org.junit.Test;

public final class OnnxScorerTest {
  private static final double EXACTLY = 0;

  /** Matrix products are summed in another order for batches of another size. */
  private static final double LAST_DIGITS = 1e-6;

  @Test
  public void equalsPythonOnTreesWithCategoriesAndMissingValues() throws Exception {
    for (int batch : new int[] {1, 7, 1000}) {
      equalsPython("trees", batch, EXACTLY);
    }
  }

  @Test
  public void equalsPythonOnSequencesOfMapsWithTextLabels() throws Exception {
    for (int batch : new int[] {1, 7, 1000}) {
      equalsPython("zipmap", batch, LAST_DIGITS);
    }
  }

  @Test
  public void equalsPythonOnRegressorsWithNaNAndInfinity() throws Exception {
    for (int batch : new int[] {1, 7, 1000}) {
      equalsPython("regressor", batch, LAST_DIGITS);
    }
  }

  @Test
  public void equalsPythonOnNeuralNetworksWithIntegerLabels() throws Exception {
    for (int batch : new int[] {1, 7, 1000}) {
      equalsPython("mlp", batch, LAST_DIGITS);
    }
  }

  @Test
  public void equalsPythonOnInputsOfEveryElementType() throws Exception {
    for (int batch : new int[] {1, 3, 1000}) {
      equalsPython("typed", batch, EXACTLY);
    }
  }

  @Test
  public void tellsThatABatchFailedAndScoresTheNextOne() throws Exception {
    ModelArtifact artifact = TestArtifacts.open("fragile");
    Expected expected = TestArtifacts.expected("fragile");
    try (OnnxScorer scorer = open(artifact, 10)) {
      Filling.fill(scorer, artifact.metadata(), expected.rows());
      assertThatThrownBy(() -> scorer.run(expected.rows().size()))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining("out of data bounds");
      Filling.fill(scorer, artifact.metadata(), expected.rows().subList(0, 3));
      assertThat(scorer.run(3).score(2)).isEqualTo(expected.score(2));
    }
  }

  @Test
  public void scoresAGreaterBatchAfterASmallerOne() throws Exception {
    for (String name : List.of("trees", "zipmap", "mlp", "fragile")) {
      ModelArtifact artifact = TestArtifacts.open(name);
      Expected expected = TestArtifacts.expected(name);
      try (OnnxScorer scorer = open(artifact, 3)) {
        for (int rows : new int[] {1, 3, 2, 3}) {
          Filling.fill(scorer, artifact.metadata(), expected.rows().subList(0, rows));
          assertThat(scorer.run(rows).score(rows - 1))
              .as("%s, %d rows", name, rows)
              .isCloseTo(expected.score(rows - 1), within(LAST_DIGITS));
        }
      }
    }
  }

  @Test
  public void hasNoPlaceForAMissingWholeNumber() {
    try (OnnxScorer scorer = open(TestArtifacts.open("fragile"), 1)) {
      assertThat(scorer.slots().get(0).holdsMissing()).isFalse();
      assertThat(scorer.slots().get(1).holdsMissing()).isTrue();
    }
  }

  @Test
  public void refusesMoreRowsThanItHasRoomFor() {
    try (OnnxScorer scorer = open(TestArtifacts.open("regressor"), 4)) {
      assertThatThrownBy(() -> scorer.run(5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 rows; a run takes 1 to 4");
      assertThatThrownBy(() -> scorer.run(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void refusesValuesOfAnotherTypeThanTheTensors() {
    try (OnnxScorer scorer = open(TestArtifacts.open("fragile"), 1)) {
      assertThatThrownBy(() -> scorer.slots().get(0).putMissing(0))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> scorer.slots().get(0).putFloat(0, 1f))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> scorer.slots().get(1).putText(0, "1"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  public void cannotRunAfterItsLeaseEnded() {
    OnnxScorer scorer = open(TestArtifacts.open("regressor"), 1);
    scorer.close();
    assertThatThrownBy(() -> scorer.run(1)).isInstanceOf(IllegalStateException.class);
  }

  private static OnnxScorer open(ModelArtifact artifact, int batch) {
    return OnnxScorer.open(artifact.metadata(), artifact::onnx, new ScorerOptions(batch, 1));
  }

  private static void equalsPython(String model, int batch, double tolerance) throws Exception {
    ModelArtifact artifact = TestArtifacts.open(model);
    Expected expected = TestArtifacts.expected(model);
    try (OnnxScorer scorer = open(artifact, batch)) {
      int size = expected.rows().size();
      for (int from = 0; from < size; from += batch) {
        List<JsonNode> rows = expected.rows().subList(from, Math.min(from + batch, size));
        Filling.fill(scorer, artifact.metadata(), rows);
        Scores scores = scorer.run(rows.size());
        for (int row = 0; row < rows.size(); row++) {
          equalsPython(scores, row, expected, from + row, tolerance);
        }
      }
    }
  }

  private static void equalsPython(
      Scores scores, int row, Expected expected, int at, double tolerance) {
    double score = expected.score(at);
    if (Double.isFinite(score) && tolerance > 0) {
      assertThat(scores.score(row)).as("row %d", at).isCloseTo(score, within(tolerance));
    } else {
      assertThat(scores.score(row)).as("row %d", at).isEqualTo(Double.valueOf(score));
    }
    if (scores.classifies()) {
      assertThat(scores.classOf(row))
          .as("row %d", at)
          .isEqualTo(expected.classes().get(at).textValue());
    } else {
      assertThat(expected.classes().get(at).isNull()).as("row %d", at).isTrue();
    }
  }
}
