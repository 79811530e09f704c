package io.evenkeel.model;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a model's bytes tell without running them: its operator set, its operators, and which
 * tensors keep their data outside the file. Walks the protocol buffer messages of the ONNX format
 * (onnx.proto3 of ONNX 1.x) by field number and skips everything else.
 */
public final class OnnxGraph {
  /** Messages on the way from a model to its tensors. */
  private enum Message {
    MODEL,
    OPERATOR_SET,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    FUNCTION,
    TRAINING
  }

  private static final Map<Message, Map<Integer, Message>> CHILDREN =
      Map.ofEntries(
          entry(
              Message.MODEL,
              Map.of(
                  7, Message.GRAPH,
                  8, Message.OPERATOR_SET,
                  20, Message.TRAINING,
                  25, Message.FUNCTION)),
          entry(
              Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR)),
          entry(Message.NODE, Map.of(5, Message.ATTRIBUTE)),
          entry(
              Message.ATTRIBUTE,
              Map.of(
                  5, Message.TENSOR,
                  6, Message.GRAPH,
                  10, Message.TENSOR,
                  11, Message.GRAPH,
                  22, Message.SPARSE_TENSOR,
                  23, Message.SPARSE_TENSOR)),
          entry(Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR)),
          entry(Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE)),
          entry(Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH)));

  private static final int DEEPEST = 200;
  private static final int OPERATOR_SET_DOMAIN = 1;
  private static final int OPERATOR_SET_VERSION = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;

  private final byte[] bytes;
  private final List<String> external = new ArrayList<>();
  private final Set<String> operators = new HashSet<>();
  private OptionalLong opset = OptionalLong.empty();
  private OptionalLong machineLearning = OptionalLong.empty();

  private OnnxGraph(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if the bytes are not protocol buffer messages, or are nested
   *     absurdly deep
   */
  public static OnnxGraph read(byte[] bytes) {
    OnnxGraph graph = new OnnxGraph(bytes);
    graph.walk(Message.MODEL, new ProtoFields(bytes, 0, bytes.length), 0);
    return graph;
  }

  /**
   * Returns the version of the default operator set; of a model that needs none of its operators,
   * such as XGBoost's trees, the version of {@code ai.onnx.ml}; empty where it names neither.
   */
  OptionalLong opset() {
    return opset.isPresent() ? opset : machineLearning;
  }

  /** Returns the names of tensors whose data is in another file. */
  List<String> external() {
    return List.copyOf(external);
  }

  /**
   * Tells whether a row's score depends on the rows beside it: dynamic quantization takes its scale
   * from the greatest value of a whole batch, so that one infinity spoils all.
   */
  public boolean mixesRows() {
    return operators.stream().anyMatch(name -> name.startsWith("DynamicQuantize"));
  }

  private void walk(Message message, ProtoFields fields, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("Graphs are nested deeper than " + DEEPEST);
    }
    if (message == Message.TENSOR) {
      readTensor(fields);
      return;
    }
    if (message == Message.OPERATOR_SET) {
      readOperatorSet(fields);
      return;
    }
    Map<Integer, Message> children = CHILDREN.getOrDefault(message, Map.of());
    while (fields.next()) {
      if (message == Message.NODE && fields.number() == NODE_OPERATOR) {
        operators.add(fields.text());
      }
      Message child = children.get(fields.number());
      if (child != null) {
        walk(child, fields.message(), depth + 1);
      }
    }
  }

  private void readTensor(ProtoFields fields) {
    String name = "(unnamed)";
    boolean elsewhere = false;
    while (fields.next()) {
      switch (fields.number()) {
        case TENSOR_NAME -> name = fields.text();
        case TENSOR_EXTERNAL_DATA -> elsewhere = true;
        case TENSOR_DATA_LOCATION -> elsewhere |= fields.value() != 0;
        default -> {}
      }
    }
    if (elsewhere) {
      external.add(name);
    }
  }

  private void readOperatorSet(ProtoFields fields) {
    String domain = "";
    long version = 0;
    while (fields.next()) {
      switch (fields.number()) {
        case OPERATOR_SET_DOMAIN -> domain = fields.text();
        case OPERATOR_SET_VERSION -> version = fields.value();
        default -> {}
      }
    }
    if (domain.isEmpty() || domain.equals("ai.onnx")) {
      opset = OptionalLong.of(version);
    } else if (domain.equals("ai.onnx.ml")) {
      machineLearning = OptionalLong.of(version);
    }
  }

  @Override
  public String toString() {
    return "ONNX model of %d bytes, opset %s".formatted(bytes.length, opset);
  }
}
