package io.evenkeel.model.onnx;

import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.Pooling;
import io.evenkeel.model.ScoreOutput;
import io.evenkeel.model.TextInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Chooses how each declared output is read, once per scorer. */
final class OutputReaders {
  private OutputReaders() {}

  /** Returns readers of the score, of the label where the rule asks for it, and of what is kept. */
  static List<OutputReader> choose(
      Signature signature, ModelMetadata metadata, Optional<TokenRows> texts, int capacity) {
    List<OutputReader> readers = new ArrayList<>();
    texts.ifPresent(rows -> pooled(metadata, rows).ifPresent(readers::add));
    if (!pooled(metadata, metadata.score().tensor())) {
      readers.add(score(signature, metadata, capacity));
    }
    if (metadata.classRule() instanceof ClassRule.Label label) {
      readers.add(new LabelReader(label.tensor()));
    }
    for (int i = 0; i < metadata.moreOutputs().size(); i++) {
      String tensor = metadata.moreOutputs().get(i).tensor();
      if (!pooled(metadata, tensor)) {
        readers.add(new MoreReader(tensor, i));
      }
    }
    return readers;
  }

  private static boolean pooled(ModelMetadata metadata, String tensor) {
    return metadata.text().filter(text -> text.pools(tensor)).isPresent();
  }

  /** One reader gives the vector to all who name its tensor, so that it is made once. */
  private static Optional<OutputReader> pooled(ModelMetadata metadata, TokenRows rows) {
    Optional<Pooling> pooling = metadata.text().flatMap(TextInput::pooling);
    ScoreOutput score = metadata.score();
    return pooling.map(
        found ->
            new PooledReader(
                found,
                rows,
                pooled(metadata, score.tensor())
                    ? OptionalInt.of(score.index())
                    : OptionalInt.empty(),
                IntStream.range(0, metadata.moreOutputs().size())
                    .filter(i -> pooled(metadata, metadata.moreOutputs().get(i).tensor()))
                    .boxed()
                    .toList()));
  }

  private static OutputReader score(Signature signature, ModelMetadata metadata, int capacity) {
    ScoreOutput score = metadata.score();
    Optional<TensorInfo> tensor = signature.tensor(score.tensor());
    return tensor.isPresent()
        ? score(score, tensor.get(), capacity)
        : new MappedScore(score.tensor(), metadata.targetClasses().get(score.index()));
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
