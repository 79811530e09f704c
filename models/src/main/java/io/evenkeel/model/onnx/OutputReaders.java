package io.evenkeel.model.onnx;

import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.ScoreOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses how each declared output is read, once per scorer. */
final class OutputReaders {
  private OutputReaders() {}

  /** Returns readers of the score, of the label where the rule asks for it, and of what is kept. */
  static List<OutputReader> choose(Signature signature, ModelMetadata metadata, int capacity) {
    List<OutputReader> readers = new ArrayList<>();
    ScoreOutput score = metadata.score();
    Optional<TensorInfo> tensor = signature.tensor(score.tensor());
    readers.add(
        tensor.isPresent()
            ? score(score, tensor.get(), capacity)
            : new MappedScore(score.tensor(), metadata.targetClasses().get(score.index())));
    if (metadata.classRule() instanceof ClassRule.Label label) {
      readers.add(new LabelReader(label.tensor()));
    }
    for (int i = 0; i < metadata.moreOutputs().size(); i++) {
      readers.add(new MoreReader(metadata.moreOutputs().get(i).tensor(), i));
    }
    return readers;
  }

  private static OutputReader score(ScoreOutput score, TensorInfo tensor, int capacity) {
    long[] shape = tensor.getShape();
    boolean vector = shape.length == 1;
    long width = vector ? 1 : shape.length == 2 ? shape[1] : -1;
    boolean pinnable =
        width > 0 && tensor.onnxType == OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
    return pinnable
        ? new PinnedScore(score.tensor(), vector, (int) width, score.index(), capacity)
        : new CopiedScore(score.tensor(), score.index());
  }
}
