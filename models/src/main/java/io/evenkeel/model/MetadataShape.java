package io.evenkeel.model;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of {@code metadata.json}: which there must be, and of which shape each is. */
final class MetadataShape {
  private static final List<Map.Entry<String, JsonShape>> FIELDS =
      List.of(
          entry("/name", JsonShape.MODEL_NAME),
          entry("/version", JsonShape.POSITIVE),
          entry("/training_date", JsonShape.DATE),
          entry("/training_data/export_id", JsonShape.TEXT),
          entry("/training_data/from", JsonShape.DATE),
          entry("/training_data/to", JsonShape.DATE),
          entry("/training_data/delta_version", JsonShape.COUNT),
          entry("/training_data/sha256", JsonShape.SHA256),
          entry("/training_data/rows", JsonShape.COUNT),
          entry("/feature_set/name", JsonShape.TEXT),
          entry("/feature_set/version", JsonShape.POSITIVE),
          entry("/feature_set/fingerprint", JsonShape.SHA256),
          entry("/features", JsonShape.LIST),
          entry("/outputs/score/tensor", JsonShape.TEXT),
          entry("/outputs/score/index", JsonShape.POSITION),
          entry("/outputs/class/rule", JsonShape.CLASS_RULE),
          entry("/target_classes", JsonShape.NAMES),
          entry("/performance/data", JsonShape.TEXT),
          entry("/performance/rows", JsonShape.COUNT),
          entry("/performance/metrics", JsonShape.NUMBERS),
          entry("/dependencies", JsonShape.TEXTS),
          entry("/input_schema/properties", JsonShape.OBJECT),
          entry("/onnx/sha256", JsonShape.SHA256),
          entry("/onnx/opset", JsonShape.POSITIVE),
          entry("/onnx/bytes", JsonShape.POSITIVE),
          entry("/reference_profile", JsonShape.SHA256));

  private static final List<Map.Entry<String, JsonShape>> FEATURE =
      List.of(entry("/name", JsonShape.TEXT), entry("/type", JsonShape.FEATURE_TYPE));

  private static final List<Map.Entry<String, JsonShape>> INPUT =
      List.of(
          entry("/tensor", JsonShape.TEXT),
          entry("/element", JsonShape.ELEMENT_TYPE),
          entry("/features", JsonShape.LIST),
          entry("/features", JsonShape.NAMES));

  private static final List<Map.Entry<String, JsonShape>> MORE =
      List.of(entry("/name", JsonShape.TEXT), entry("/tensor", JsonShape.TEXT));

  private MetadataShape() {}

  /** Returns every field that is missing or of another shape; empty where there is none. */
  static List<String> problems(JsonNode root) {
    List<String> problems = new ArrayList<>();
    check("", root, FIELDS, problems);
    checkEach("features", root, FEATURE, problems);
    checkInputs(root, problems);
    TextFields.check(root, problems);
    checkMore(root.at("/outputs/more"), problems);
    switch (root.at("/outputs/class/rule").asText()) {
      case "threshold" -> checkThreshold(root, problems);
      case "label" ->
          check("", root, List.of(entry("/outputs/class/tensor", JsonShape.TEXT)), problems);
      default -> {}
    }
    return problems;
  }

  /** A model of a text need not have others. */
  private static void checkInputs(JsonNode root, List<String> problems) {
    if (root.has("text") && root.path("inputs").isEmpty()) {
      return;
    }
    check("", root, List.of(entry("/inputs", JsonShape.LIST)), problems);
    checkEach("inputs", root, INPUT, problems);
  }

  private static void checkThreshold(JsonNode root, List<String> problems) {
    check("", root, List.of(entry("/decision_threshold", JsonShape.FINITE)), problems);
    int classes = root.at("/target_classes").size();
    if (classes != 2) {
      problems.add("A class by threshold takes 2 target_classes; found %d".formatted(classes));
    }
  }

  private static void checkEach(
      String list,
      JsonNode root,
      List<Map.Entry<String, JsonShape>> fields,
      List<String> problems) {
    checkAll(list, root.path(list), fields, problems);
  }

  /** There need not be any. */
  private static void checkMore(JsonNode more, List<String> problems) {
    if (more.isMissingNode()) {
      return;
    }
    if (!JsonShape.LIST.fits(more)) {
      problems.add("outputs.more is %s; it must be %s".formatted(more, JsonShape.LIST.words()));
    } else {
      checkAll("outputs.more", more, MORE, problems);
    }
  }

  private static void checkAll(
      String list,
      JsonNode elements,
      List<Map.Entry<String, JsonShape>> fields,
      List<String> problems) {
    int position = 0;
    for (JsonNode element : elements) {
      check("%s[%d].".formatted(list, position++), element, fields, problems);
    }
  }

  static void check(
      String prefix,
      JsonNode node,
      List<Map.Entry<String, JsonShape>> fields,
      List<String> problems) {
    for (Map.Entry<String, JsonShape> field : fields) {
      String path = prefix + field.getKey().substring(1).replace('/', '.');
      JsonNode found = node.at(field.getKey());
      if (found.isMissingNode()) {
        problems.add("%s is missing; it must be %s".formatted(path, field.getValue().words()));
      } else if (!field.getValue().fits(found)) {
        problems.add("%s is %s; it must be %s".formatted(path, found, field.getValue().words()));
      }
    }
  }
}
