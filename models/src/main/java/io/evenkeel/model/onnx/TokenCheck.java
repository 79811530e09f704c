package io.evenkeel.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.TextInput;
import io.evenkeel.model.text.TextTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Holds a model's real token tensors against the declared ones. */
final class TokenCheck {
  private TokenCheck() {}

  static void addProblems(Map<String, NodeInfo> real, TextInput text, List<String> problems) {
    for (String name : text.tensors()) {
      NodeInfo node = real.get(name);
      if (node == null) {
        problems.add(
            "there is no input '%s' for the tokens of '%s'; there are %s"
                .formatted(name, text.feature(), real.keySet()));
      } else if (!(node.getInfo() instanceof TensorInfo tensor) || !fits(tensor)) {
        problems.add(
            "input '%s' is %s; tokens are int64 of shape [any, any]".formatted(name, told(node)));
      }
    }
  }

  /** What is told where the model does not take what the tokenizer and the metadata allow. */
  static EvenkeelException refused(TextTokenizer tokenizer, int tokens, ModelRunException cause) {
    return EvenkeelException.of(
            Fault.CONTRACT,
            "The model does not take a text of %d tokens with ids up to %d, which max_tokens and tokenizer.json allow: %s"
                .formatted(tokens, tokenizer.greatestId(), cause.getMessage()))
        .safe("No row was scored; the published predictions are as they were.")
        .next("Take the tokenizer.json that the model was trained with, or declare fewer tokens.")
        .causedBy(cause);
  }

  private static boolean fits(TensorInfo tensor) {
    long[] shape = tensor.getShape();
    return tensor.onnxType == OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64
        && shape.length == 2
        && Arrays.stream(shape).allMatch(size -> size < 0);
  }

  private static String told(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? "%s of shape %s".formatted(tensor.onnxType, Arrays.toString(tensor.getShape()))
        : "not a tensor";
  }
}
