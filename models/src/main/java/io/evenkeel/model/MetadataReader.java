package io.evenkeel.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Turns the text of {@code metadata.json} into records, after its shape was found right. */
final class MetadataReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;

  private MetadataReader(JsonNode root) {
    this.root = root;
  }

  static ModelMetadata read(String text) {
    JsonNode root = tree(text);
    List<String> problems = MetadataShape.problems(root);
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems);
    }
    try {
      return new MetadataReader(root).metadata();
    } catch (IllegalArgumentException e) {
      throw EvenkeelException.of(Fault.CONTRACT, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw EvenkeelException.of(
              Fault.CONTRACT, "Model metadata is not JSON: " + e.getOriginalMessage())
          .causedBy(e);
    }
  }

  private ModelMetadata metadata() {
    return new ModelMetadata(
        new ModelRef(text("/name"), root.at("/version").intValue()),
        date("/training_date"),
        trainingData(),
        new FeatureSetRef(
            text("/feature_set/name"),
            root.at("/feature_set/version").intValue(),
            text("/feature_set/fingerprint")),
        elements("/features", MetadataReader::feature),
        elements("/inputs", MetadataReader::input),
        TextFields.read(root),
        new ScoreOutput(text("/outputs/score/tensor"), root.at("/outputs/score/index").intValue()),
        classRule(),
        elements("/outputs/more", MetadataReader::more),
        elements("/target_classes", JsonNode::textValue),
        Performance.of(
            text("/performance/data"),
            root.at("/performance/rows").longValue(),
            entries("/performance/metrics", JsonNode::doubleValue)),
        new TreeMap<>(entries("/dependencies", JsonNode::textValue)),
        root.at("/input_schema").toString(),
        new OnnxFile(
            text("/onnx/sha256"),
            root.at("/onnx/opset").intValue(),
            root.at("/onnx/bytes").longValue()),
        text("/reference_profile"));
  }

  private TrainingData trainingData() {
    return new TrainingData(
        text("/training_data/export_id"),
        date("/training_data/from"),
        date("/training_data/to"),
        root.at("/training_data/delta_version").longValue(),
        text("/training_data/sha256"),
        root.at("/training_data/rows").longValue());
  }

  private ClassRule classRule() {
    return switch (text("/outputs/class/rule")) {
      case "threshold" ->
          new ClassRule.Threshold(
              root.at("/decision_threshold").doubleValue(),
              text("/target_classes/0"),
              text("/target_classes/1"));
      case "label" -> new ClassRule.Label(text("/outputs/class/tensor"));
      default -> new ClassRule.None();
    };
  }

  private static ModelFeature feature(JsonNode node) {
    return new ModelFeature(
        node.path("name").textValue(),
        FeatureType.ofWord(node.path("type").textValue()).orElseThrow());
  }

  private static MoreOutput more(JsonNode node) {
    return new MoreOutput(node.path("name").textValue(), node.path("tensor").textValue());
  }

  private static ModelInput input(JsonNode node) {
    List<String> features = new ArrayList<>();
    node.path("features").forEach(name -> features.add(name.textValue()));
    return new ModelInput(
        node.path("tensor").textValue(),
        ElementType.ofWord(node.path("element").textValue()).orElseThrow(),
        features,
        Optional.ofNullable(node.path("missing").textValue()));
  }

  private String text(String pointer) {
    return root.at(pointer).textValue();
  }

  private LocalDate date(String pointer) {
    return LocalDate.parse(text(pointer));
  }

  private <T> List<T> elements(String pointer, Function<JsonNode, T> read) {
    Stream<JsonNode> nodes = StreamSupport.stream(root.at(pointer).spliterator(), false);
    return nodes.map(read).toList();
  }

  private <T> Map<String, T> entries(String pointer, Function<JsonNode, T> read) {
    Map<String, T> entries = new TreeMap<>();
    root.at(pointer)
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), read.apply(entry.getValue())));
    return entries;
  }
}
