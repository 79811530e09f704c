package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.TestArtifacts;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;

public final class SignatureTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  public void tellsInputsThatAreNotThereOrNotDeclared() {
    assertThat(
            problems("trees", json -> ((ObjectNode) json.at("/inputs/1")).put("tensor", "airline")))
        .containsExactly(
            "trees@1: metadata declares nothing for input 'carrier'",
            "trees@1: there is no input 'airline'; there are [numeric, carrier, city]");
  }

  @Test
  public void tellsAColumnTooFewWhichTheRuntimeTellsOnlyWhenItRuns() {
    assertThat(
            problems(
                "mlp",
                json -> {
                  ((ArrayNode) json.path("features")).remove(4);
                  ((ArrayNode) json.at("/inputs/0/features")).remove(4);
                }))
        .containsExactly(
            "mlp@1: input 'x' has shape [-1, 5]; metadata declares 4 features in a row");
  }

  @Test
  public void tellsElementsOfAnotherType() {
    assertThat(
            problems("mlp", json -> ((ObjectNode) json.at("/inputs/0")).put("element", "float64")))
        .containsExactly(
            "mlp@1: input 'x' is ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT; metadata declares float64");
  }

  @Test
  public void tellsFurtherOutputsThatAreNotThereOrAreNoNumbers() {
    assertThat(
            problems(
                "tree_zipmap",
                json -> {
                  ArrayNode more = ((ObjectNode) json.at("/outputs")).putArray("more");
                  more.addObject().put("name", "all").put("tensor", "output_probability");
                  more.addObject().put("name", "label").put("tensor", "output_label");
                }))
        .containsExactly(
            "tree_zipmap@1: there is no output 'output_probability' that can be read; there are"
                + " [output_label, output_probability]");
  }

  @Test
  public void tellsOutputsThatAreNotThere() {
    assertThat(
            problems(
                "mlp",
                json -> {
                  ((ObjectNode) json.at("/outputs/score")).put("tensor", "scores");
                  ((ObjectNode) json.at("/outputs/class")).put("tensor", "classes");
                }))
        .containsExactly(
            "mlp@1: there is no output 'scores' that can be read; there are [label, probabilities]",
            "mlp@1: there is no output 'classes' that can be read; there are [label, probabilities]");
  }

  @Test
  public void tellsAScoreThatIsBeyondTheRow() {
    assertThat(
            problems("regressor", json -> ((ObjectNode) json.at("/outputs/score")).put("index", 1)))
        .containsExactly(
            "regressor@1: output 'variable' has shape [-1, 1]; metadata declares the score at position 1 of a row");
  }

  @Test
  public void tellsAThresholdOnTheWrongOneOfTwoProbabilities() {
    assertThat(problems("trees", json -> ((ObjectNode) json.at("/outputs/score")).put("index", 0)))
        .containsExactly(
            "trees@1: the threshold is on class yes, but the score is position 0 of two in output 'probabilities'");
  }

  @Test
  public void tellsALabelThatIsNeitherTextNorWholeNumber() {
    assertThat(
            problems(
                "mlp",
                json -> ((ObjectNode) json.at("/outputs/class")).put("tensor", "probabilities")))
        .containsExactly(
            "mlp@1: output 'probabilities' is ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT; a label is int64 or string");
  }

  @Test
  public void tellsWhatTheRuntimeDislikesAboutBytesThatAreNoModel() {
    byte[] bytes = {1, 2, 3};
    ObjectNode json = json("mlp");
    ((ObjectNode) json.path("onnx")).put("sha256", Sha256.of(bytes));
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class,
            () ->
                OnnxScorer.open(
                    ModelMetadata.parse(json.toString()), () -> bytes, new ScorerOptions(1, 1)));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("ONNX Runtime refuses the model");
  }

  /** Opens a model under changed metadata; a refusal must not keep the session's lease. */
  private static List<String> problems(String model, Consumer<ObjectNode> change) {
    ModelArtifact artifact = TestArtifacts.open(model);
    ObjectNode json = json(model);
    change.accept(json);
    ModelMetadata metadata = ModelMetadata.parse(json.toString());
    int leases = SessionCache.ofThisProcess().leases();
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class,
            () -> OnnxScorer.open(metadata, artifact::onnx, new ScorerOptions(1, 1)));
    assertThat(SessionCache.ofThisProcess().leases()).isEqualTo(leases);
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    return refused.problems();
  }

  private static ObjectNode json(String model) {
    try {
      return (ObjectNode) JSON.readTree(TestArtifacts.open(model).metadataJson());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
