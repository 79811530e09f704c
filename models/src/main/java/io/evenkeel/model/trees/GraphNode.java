package io.evenkeel.model.trees;

import io.evenkeel.model.ProtoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator of a graph with the names of the values that it takes and gives (message {@code
 * NodeProto} of onnx.proto).
 */
record GraphNode(
    String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  static GraphNode read(ProtoFields fields) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new HashMap<>();
    String operator = "";
    String domain = "";
    while (fields.next()) {
      switch (fields.number()) {
        case INPUT -> inputs.add(fields.text());
        case OUTPUT -> outputs.add(fields.text());
        case OPERATOR -> operator = fields.text();
        case DOMAIN -> domain = fields.text();
        case ATTRIBUTE -> {
          Attribute attribute = Attribute.read(fields.message());
          attributes.put(attribute.name(), attribute);
        }
        default -> {}
      }
    }
    boolean standard = domain.isEmpty() || domain.equals("ai.onnx") || domain.equals("ai.onnx.ml");
    return new GraphNode(
        standard ? operator : domain + "." + operator, inputs, outputs, attributes);
  }

  boolean trees() {
    return operator.equals("TreeEnsembleRegressor") || operator.equals("TreeEnsembleClassifier");
  }

  /** Returns the whole numbers of an attribute; none where it is missing. */
  long[] numbers(String name) {
    Attribute found = attributes.get(name);
    return found == null ? new long[0] : found.numbers();
  }

  /** Returns the floats of an attribute; none where it is missing. */
  float[] floats(String name) {
    Attribute found = attributes.get(name);
    return found == null ? new float[0] : found.floats();
  }

  /** Returns the texts of an attribute; none where it is missing. */
  List<String> texts(String name) {
    Attribute found = attributes.get(name);
    return found == null ? List.of() : found.texts();
  }

  /** Returns the text of an attribute, or what it is where it is missing. */
  String text(String name, String otherwise) {
    List<String> found = texts(name);
    return found.isEmpty() ? otherwise : found.get(0);
  }
}
