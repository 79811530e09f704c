package io.evenkeel.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.evenkeel.model.ElementType;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a model's real inputs against the declared ones. */
final class InputCheck {
  private InputCheck() {}

  static void addProblems(
      Map<String, NodeInfo> real, ModelMetadata metadata, List<String> problems) {
    List<ModelInput> declared = metadata.inputs();
    Set<String> names = declared.stream().map(ModelInput::tensor).collect(Collectors.toSet());
    metadata.text().ifPresent(text -> names.addAll(text.tensors()));
    real.keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> problems.add("metadata declares nothing for input '%s'".formatted(name)));
    metadata.text().ifPresent(text -> TokenCheck.addProblems(real, text, problems));
    for (ModelInput input : declared) {
      NodeInfo node = real.get(input.tensor());
      if (node == null) {
        problems.add(
            "there is no input '%s'; there are %s".formatted(input.tensor(), real.keySet()));
      } else if (node.getInfo() instanceof TensorInfo tensor) {
        addProblems(input, tensor, problems);
      } else {
        problems.add("input '%s' is not a tensor".formatted(input.tensor()));
      }
    }
  }

  private static void addProblems(ModelInput input, TensorInfo tensor, List<String> problems) {
    if (tensor.onnxType != typeOf(input.element())) {
      problems.add(
          "input '%s' is %s; metadata declares %s"
              .formatted(input.tensor(), tensor.onnxType, input.element().word()));
    }
    long[] shape = tensor.getShape();
    int width = input.features().size();
    boolean matrix = shape.length == 2 && shape[1] == width;
    boolean vector = shape.length == 1 && width == 1;
    if (shape.length == 2 && shape[1] < 0) {
      // Nobody would notice a column too few or too many.
      problems.add(
          "input '%s' does not fix how many features a row has; convert it with shape [any, %d]"
              .formatted(input.tensor(), width));
    } else if (!matrix && !vector) {
      problems.add(
          "input '%s' has shape %s; metadata declares %d features in a row"
              .formatted(input.tensor(), Arrays.toString(shape), width));
    }
    if (shape.length > 0 && shape[0] >= 0) {
      problems.add(
          "input '%s' takes exactly %d rows; convert it with a dynamic first dimension"
              .formatted(input.tensor(), shape[0]));
    }
  }

  private static OnnxTensorType typeOf(ElementType element) {
    return switch (element) {
      case FLOAT16 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
      case FLOAT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
      case FLOAT64 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE;
      case INT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
      case INT64 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
      case BOOL -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL;
      case STRING -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING;
    };
  }
}
