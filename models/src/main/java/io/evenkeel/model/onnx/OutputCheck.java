package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.MoreOutput;
import io.evenkeel.model.Pooling;
import io.evenkeel.model.ScoreOutput;
import io.evenkeel.model.TextInput;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a model's real outputs against the declared ones. */
final class OutputCheck {
  private static final Set<OnnxTensorType> NUMBERS =
      EnumSet.of(
          OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16,
          OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT,
          OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE,
          OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32,
          OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64);

  private final Signature signature;
  private final ModelMetadata metadata;
  private final List<String> problems;

  private OutputCheck(Signature signature, ModelMetadata metadata, List<String> problems) {
    this.signature = signature;
    this.metadata = metadata;
    this.problems = problems;
  }

  static void addProblems(Signature signature, ModelMetadata metadata, List<String> problems) {
    OutputCheck check = new OutputCheck(signature, metadata, problems);
    metadata.text().flatMap(TextInput::pooling).ifPresent(check::checkPooled);
    if (!check.pooled(metadata.score().tensor())) {
      check.checkScore(metadata.score());
    }
    if (metadata.classRule() instanceof ClassRule.Label label) {
      check.checkLabel(label.tensor());
    }
    metadata.moreOutputs().stream()
        .map(MoreOutput::tensor)
        .filter(tensor -> !check.pooled(tensor))
        .forEach(check::checkMore);
  }

  private boolean pooled(String output) {
    return metadata.text().filter(text -> text.pools(output)).isPresent();
  }

  private void checkPooled(Pooling pooling) {
    Optional<TensorInfo> tensor = signature.tensor(pooling.tensor());
    if (tensor.isEmpty()) {
      absent(pooling.tensor());
      return;
    }
    long[] shape = tensor.get().getShape();
    boolean floats =
        tensor.get().onnxType == OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
            || tensor.get().onnxType == OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
    if (!floats || shape.length != 3) {
      problems.add(
          "output '%s' is %s of shape %s; what is pooled is float16 or float32 of shape [rows, tokens, width]"
              .formatted(pooling.tensor(), tensor.get().onnxType, Arrays.toString(shape)));
    } else if (pooled(metadata.score().tensor())
        && shape[2] >= 0
        && metadata.score().index() >= shape[2]) {
      problems.add(
          "output '%s' is pooled to %d numbers; metadata declares the score at position %d"
              .formatted(pooling.tensor(), shape[2], metadata.score().index()));
    }
  }

  private void checkScore(ScoreOutput score) {
    boolean maps =
        signature
            .sequence(score.tensor())
            .filter(sequence -> sequence.sequenceOfMaps)
            .filter(sequence -> sequence.mapInfo.valueType == OnnxJavaType.FLOAT)
            .isPresent();
    if (maps && metadata.targetClasses().isEmpty()) {
      problems.add(
          "output '%s' maps classes to probabilities, but no target_classes are declared"
              .formatted(score.tensor()));
    }
    if (!maps) {
      signature
          .tensor(score.tensor())
          .ifPresentOrElse(tensor -> checkScore(score, tensor), () -> absent(score.tensor()));
    }
  }

  private void checkScore(ScoreOutput score, TensorInfo tensor) {
    if (tensor.onnxType != OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16
        && tensor.onnxType != OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
        && tensor.onnxType != OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE) {
      problems.add(
          "output '%s' is %s; a score is float16, float32 or float64"
              .formatted(score.tensor(), tensor.onnxType));
    }
    long[] shape = tensor.getShape();
    long width = shape.length == 2 ? shape[1] : 1;
    if (shape.length > 2 || (width >= 0 && score.index() >= width)) {
      problems.add(
          "output '%s' has shape %s; metadata declares the score at position %d of a row"
              .formatted(score.tensor(), Arrays.toString(shape), score.index()));
    } else if (metadata.classRule() instanceof ClassRule.Threshold
        && width == 2
        && score.index() == 0) {
      problems.add(
          "the threshold is on class %s, but the score is position 0 of two in output '%s'"
              .formatted(metadata.targetClasses().get(1), score.tensor()));
    }
  }

  private void checkLabel(String output) {
    signature
        .tensor(output)
        .ifPresentOrElse(tensor -> checkLabel(output, tensor), () -> absent(output));
  }

  private void checkLabel(String output, TensorInfo tensor) {
    if (tensor.onnxType != OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64
        && tensor.onnxType != OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING) {
      problems.add(
          "output '%s' is %s; a label is int64 or string".formatted(output, tensor.onnxType));
    }
  }

  private void checkMore(String output) {
    signature
        .tensor(output)
        .ifPresentOrElse(tensor -> checkMore(output, tensor), () -> absent(output));
  }

  private void checkMore(String output, TensorInfo tensor) {
    long[] shape = tensor.getShape();
    if (!NUMBERS.contains(tensor.onnxType) || shape.length < 1 || shape.length > 2) {
      problems.add(
          "output '%s' is %s of shape %s; what is kept are numbers of shape [rows, any]"
              .formatted(output, tensor.onnxType, Arrays.toString(shape)));
    }
  }

  private void absent(String output) {
    problems.add(
        "there is no output '%s' that can be read; there are %s"
            .formatted(output, signature.outputs()));
  }
}
