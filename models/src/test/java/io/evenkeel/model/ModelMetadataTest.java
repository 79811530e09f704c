package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public final class ModelMetadataTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  public void readsWhatTrainingWrote() throws Exception {
    ModelMetadata metadata = ModelMetadata.parse(trees().toString());
    assertThat(metadata.model()).isEqualTo(new ModelRef("trees", 1));
    assertThat(metadata.trainedOn()).isEqualTo(LocalDate.of(2026, 1, 2));
    assertThat(metadata.features())
        .contains(
            new ModelFeature("carrier", FeatureType.CATEGORY),
            new ModelFeature("ratio", FeatureType.FLOAT64));
    assertThat(metadata.inputs())
        .containsExactly(
            new ModelInput(
                "numeric",
                ElementType.FLOAT32,
                List.of("amount", "count", "flag", "ratio"),
                Optional.empty()),
            new ModelInput("carrier", ElementType.STRING, List.of("carrier"), Optional.empty()),
            new ModelInput("city", ElementType.STRING, List.of("city"), Optional.of("(none)")));
    assertThat(metadata.classRule()).isEqualTo(new ClassRule.Threshold(0.4, "no", "yes"));
    assertThat(metadata.onnx().opset()).isEqualTo(21);
    assertThat(metadata.dependencies()).containsKeys("onnx", "scikit-learn", "skl2onnx");
    assertThat(metadata.inputSchema()).contains("\"properties\"");
  }

  @Test
  public void tellsEveryFieldThatIsMissingOrOfTheWrongKind() throws Exception {
    ObjectNode json = trees();
    json.put("name", "../trees");
    json.put("version", 1.5);
    json.remove("training_date");
    ((ObjectNode) json.path("onnx")).put("sha256", "ABC");
    ((ObjectNode) json.path("features").get(1)).put("type", "decimal");
    ((ObjectNode) json.path("inputs").get(0)).put("element", "float8");
    json.remove("decision_threshold");
    ((ObjectNode) json.at("/outputs/score")).put("index", -1);
    assertThat(problems(json))
        .containsExactlyInAnyOrder(
            "name is \"../trees\"; it must be a name of letters, digits, '_' and '-' that starts with a letter",
            "version is 1.5; it must be a whole number from 1",
            "training_date is missing; it must be a date such as 2013-05-31",
            "onnx.sha256 is \"ABC\"; it must be 64 lower-case hexadecimal digits",
            "features[1].type is \"decimal\"; it must be one of [float32, float64, int8, int32, int64, bool, string, category]",
            "inputs[0].element is \"float8\"; it must be one of [float16, float32, float64, int32, int64, bool, string]",
            "decision_threshold is missing; it must be a finite number",
            "outputs.score.index is -1; it must be a whole number from 0");
  }

  @Test
  public void tellsFurtherOutputsWithoutANameOrWithOneTwice() throws Exception {
    ObjectNode json = trees();
    ArrayNode more = ((ObjectNode) json.path("outputs")).putArray("more");
    more.addObject().put("name", "all").put("tensor", "probabilities");
    more.addObject().put("tensor", "probabilities");
    assertThat(problems(json))
        .containsExactly("outputs.more[1].name is missing; it must be a text that is not empty");
    ((ObjectNode) more.get(1)).put("name", "all");
    assertThat(problems(json)).containsExactly("outputs.more names 'all' twice");
    ((ObjectNode) json.path("outputs")).put("more", "all");
    assertThat(problems(json))
        .containsExactly("outputs.more is \"all\"; it must be a list that is not empty");
  }

  @Test
  public void tellsEveryContradictionBetweenTensorsAndFeatures() throws Exception {
    ObjectNode json = trees();
    ArrayNode numeric = (ArrayNode) json.at("/inputs/0/features");
    numeric.remove(0);
    numeric.add("carrier").add("nothing");
    ((ObjectNode) json.at("/outputs/score")).put("index", 2);
    assertThat(problems(json))
        .containsExactlyInAnyOrder(
            "Input 'numeric' of float32 cannot carry 'carrier' of category",
            "Input 'numeric' carries 'nothing', which is not among the features",
            "Feature 'carrier' is in input 'numeric' and again in 'carrier'",
            "Feature 'amount' is in no input",
            "Score index 2 is beyond the 2 target classes [no, yes]");
  }

  @Test
  public void takesAThresholdOnlyBetweenTwoClasses() throws Exception {
    ObjectNode json = trees();
    json.putArray("target_classes").add("a").add("b").add("c");
    assertThat(problems(json))
        .containsExactly("A class by threshold takes 2 target_classes; found 3");
  }

  @Test
  public void refusesTextThatIsNotJson() {
    EvenkeelException refused =
        catchThrowableOfType(EvenkeelException.class, () -> ModelMetadata.parse("{\"name\": "));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("not JSON");
  }

  @Test
  public void refusesTrainingDataThatEndsBeforeItStarts() throws Exception {
    ObjectNode json = trees();
    ((ObjectNode) json.path("training_data")).put("to", "2025-12-31");
    assertThat(problems(json))
        .containsExactly(
            "Training data from 2026-01-01 to 2025-12-31: the end is before the start");
  }

  private static ObjectNode trees() throws Exception {
    return (ObjectNode) JSON.readTree(TestArtifacts.open("trees").metadataJson());
  }

  private static List<String> problems(ObjectNode json) {
    EvenkeelException refused =
        catchThrowableOfType(EvenkeelException.class, () -> ModelMetadata.parse(json.toString()));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    return refused.problems();
  }
}
