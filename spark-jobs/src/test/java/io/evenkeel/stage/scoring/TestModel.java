package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Spine;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.FeatureSetRef;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.TextInput;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One of the artifacts that {@code make_artifacts.py} made, with a feature set, rows and a
 * reference profile that fit it.
 */
record TestModel(
    ModelArtifact artifact, FeatureSet set, ReferenceProfile reference, Expected expected) {
  private static final Path ARTIFACTS =
      Path.of("..", "models", "src", "test", "resources", "artifacts");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rows in metadata order, and what Python's onnxruntime said about them. */
  record Expected(
      List<JsonNode> rows, List<JsonNode> scores, List<JsonNode> classes, List<Integer> tokens) {
    static Expected read(String name) throws IOException {
      JsonNode root =
          JSON.readTree(ARTIFACTS.resolve(name).resolve("1").resolve("expected.json").toFile());
      return new Expected(
          list(root, "rows"),
          list(root, "scores"),
          list(root, "classes"),
          list(root, "tokens").stream().map(JsonNode::intValue).toList());
    }

    private static List<JsonNode> list(JsonNode root, String field) {
      List<JsonNode> values = new ArrayList<>();
      root.path(field).forEach(values::add);
      return values;
    }
  }

  /** Opens a model from a copy in {@code folder} that names the profile of its own rows. */
  static TestModel open(String name, Path folder) throws IOException {
    Path source = ARTIFACTS.resolve(name).resolve("1");
    ObjectNode metadata = (ObjectNode) JSON.readTree(source.resolve("metadata.json").toFile());
    Expected expected = Expected.read(name);
    FeatureSet set = set(ModelMetadata.parse(metadata.toString()));
    ((ObjectNode) metadata.path("feature_set")).put("fingerprint", Fingerprint.of(set));
    ReferenceProfile reference = reference(metadata, expected);
    metadata.put("reference_profile", reference.id());
    Path copy = Files.createDirectories(folder.resolve(name).resolve("1"));
    Files.writeString(copy.resolve("metadata.json"), metadata.toString());
    Files.writeString(copy.resolve("reference-profile.json"), ProfileJson.write(reference));
    Files.write(copy.resolve("model.onnx"), Files.readAllBytes(source.resolve("model.onnx")));
    if (metadata.has("text")) {
      Files.copy(source.resolve(TextInput.TOKENIZER), copy.resolve(TextInput.TOKENIZER));
    }
    ModelArtifact artifact = ModelArtifact.open(folder, name, OptionalInt.empty());
    return new TestModel(artifact, set, artifact.reference(), expected);
  }

  private static FeatureSet set(ModelMetadata metadata) {
    List<FeatureColumn> columns = new ArrayList<>();
    for (ModelFeature feature : metadata.features()) {
      boolean keeps =
          metadata.inputs().stream()
                  .filter(input -> input.features().contains(feature.name()))
                  .allMatch(ModelInput::holdsMissing)
              && metadata.text().flatMap(TextInput::missing).isPresent()
                  == metadata.text().isPresent();
      ValuePolicy policy =
          new ValuePolicy(
              keeps ? new ValuePolicy.Missing.Keep() : new ValuePolicy.Missing.Reject(),
              ValuePolicy.Nan.KEEP,
              List.of(),
              new ValuePolicy.Unknown.Reject(),
              Optional.empty(),
              ValuePolicy.OnViolation.REJECT);
      columns.add(
          new FeatureColumn.Expression(feature.name(), feature.type(), policy, feature.name()));
    }
    FeatureSetRef ref = metadata.featureSet();
    Spine spine =
        new Spine("t", "id", Map.of(), "d", "current_timestamp", Optional.empty(), Map.of());
    return new FeatureSet(
        ref.name(), ref.version(), ZoneId.of("UTC"), spine, Map.of(), columns, Optional.empty());
  }

  private static ReferenceProfile reference(JsonNode metadata, Expected expected) {
    List<FeatureProfile> features = new ArrayList<>();
    for (int i = 0; i < metadata.path("features").size(); i++) {
      JsonNode feature = metadata.path("features").get(i);
      int position = i;
      List<JsonNode> values = expected.rows().stream().map(row -> row.get(position)).toList();
      features.add(
          profile(feature.path("name").textValue(), feature.path("type").textValue(), values));
    }
    double[] scores =
        expected.scores().stream()
            .filter(score -> !score.asText().equals("error"))
            .mapToDouble(TestModel::number)
            .filter(score -> !Double.isNaN(score))
            .toArray();
    features.add(FeatureProfile.Numeric.of(ReferenceProfile.PREDICTION, scores, 0));
    return ReferenceProfile.of(
        metadata.at("/feature_set/name").textValue(),
        metadata.at("/feature_set/fingerprint").textValue(),
        expected.rows().size(),
        features);
  }

  private static FeatureProfile profile(String name, String type, List<JsonNode> values) {
    long nulls = values.stream().filter(JsonNode::isNull).count();
    List<JsonNode> present = values.stream().filter(value -> !value.isNull()).toList();
    if (List.of("category", "string", "bool").contains(type)) {
      Map<String, Long> rows = new HashMap<>();
      present.forEach(value -> rows.merge(value.asText(), 1L, Long::sum));
      return FeatureProfile.Categorical.of(name, rows, nulls);
    }
    double[] numbers = present.stream().mapToDouble(TestModel::number).toArray();
    return FeatureProfile.Numeric.of(name, numbers, nulls);
  }

  /** Reads a number, NaN or an infinity. */
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }
}
