package io.evenkeel.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs and outputs that a loaded model really has, held against its metadata: the runtime
 * itself accepts, for instance, 60 columns for 50 where a dimension is dynamic.
 */
final class Signature {
  private final Map<String, NodeInfo> inputs;
  private final Map<String, NodeInfo> outputs;

  private Signature(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Reads the signature of a session and checks it.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} and every difference found
   */
  static Signature checked(OrtSession session, ModelMetadata metadata) {
    Signature signature;
    try {
      signature = new Signature(session.getInputInfo(), session.getOutputInfo());
    } catch (OrtException e) {
      throw EvenkeelException.of(Fault.CONTRACT, "The model does not tell its inputs and outputs")
          .causedBy(e);
    }
    List<String> problems = new ArrayList<>();
    InputCheck.addProblems(signature.inputs, metadata, problems);
    OutputCheck.addProblems(signature, metadata, problems);
    if (!problems.isEmpty()) {
      List<String> named = problems.stream().map(text -> metadata.model() + ": " + text).toList();
      throw EvenkeelException.of(Fault.CONTRACT, named);
    }
    return signature;
  }

  /** Returns the dimensions of an input that was found right. */
  int rank(ModelInput input) {
    return info(inputs, input.tensor(), TensorInfo.class).orElseThrow().getShape().length;
  }

  /** Returns the tensor with that name, or empty where the output is missing or no tensor. */
  Optional<TensorInfo> tensor(String output) {
    return info(outputs, output, TensorInfo.class);
  }

  /** Returns the sequence with that name, or empty where the output is missing or no sequence. */
  Optional<SequenceInfo> sequence(String output) {
    return info(outputs, output, SequenceInfo.class);
  }

  /** Returns the names of the outputs. */
  List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  private static <T> Optional<T> info(Map<String, NodeInfo> nodes, String name, Class<T> kind) {
    return Optional.ofNullable(nodes.get(name))
        .map(NodeInfo::getInfo)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
