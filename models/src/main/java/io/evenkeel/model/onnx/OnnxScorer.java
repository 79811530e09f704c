package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Scores batches of rows: fill the slots of rows 0 to n-1, {@link #run} n rows, read the scores,
 * and fill again. Has its own input and output buffers, allocated once outside the heap, and a
 * lease of the session that all tasks of the process share. Not thread-safe: one scorer per task.
 */
public final class OnnxScorer implements AutoCloseable {
  private final SessionLease lease;
  private final List<InputTensor> inputs;
  private final List<FeatureSlot> slots;
  private final List<OutputReader> outputs;
  private final Scores scores;
  private final int capacity;

  private OnnxScorer(SessionLease lease, ModelMetadata metadata, int capacity) {
    Signature signature = Signature.checked(lease.session(), metadata);
    this.lease = lease;
    this.capacity = capacity;
    this.inputs =
        metadata.inputs().stream()
            .map(input -> InputTensor.allocate(input, signature.rank(input), capacity))
            .toList();
    this.slots = slots(metadata, inputs);
    this.outputs = OutputReaders.choose(signature, metadata, capacity);
    this.scores = new Scores(metadata.classRule(), capacity);
  }

  /**
   * Opens a scorer, loading the model if no task of this process has.
   *
   * @param onnx gives the bytes of {@code model.onnx}; asked only when the model must be loaded
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the bytes have another hash than
   *     the metadata declares, the runtime refuses them, or the model's real inputs and outputs are
   *     not those of the metadata, every difference told
   */
  public static OnnxScorer open(
      ModelMetadata metadata, Supplier<byte[]> onnx, ScorerOptions options) {
    SessionKey key = new SessionKey(metadata.onnx().sha256(), options.threads());
    SessionLease lease = SessionCache.ofThisProcess().lease(key, onnx);
    try {
      return new OnnxScorer(lease, metadata, options.batchRows());
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Returns the place of each feature, in the order of the metadata's features. */
  public List<FeatureSlot> slots() {
    return slots;
  }

  /** Returns the greatest number of rows of a run. */
  public int capacity() {
    return capacity;
  }

  /**
   * Runs the model on the first {@code rows} rows that were filled.
   *
   * @param rows from 1 to {@link #capacity()}
   * @return the scores, valid until the next run
   * @throws ModelRunException if the runtime refuses these rows
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if what the model returns is not
   *     one value per row as declared
   */
  public Scores run(int rows) throws ModelRunException {
    if (rows < 1 || rows > capacity) {
      throw new IllegalArgumentException("%d rows; a run takes 1 to %d".formatted(rows, capacity));
    }
    Map<String, OnnxTensor> tensors = new HashMap<>();
    Map<String, OnnxTensor> pinned = new HashMap<>();
    try {
      run(rows, tensors, pinned);
      return scores;
    } catch (OrtException e) {
      throw new ModelRunException(String.valueOf(e.getMessage()), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      pinned.values().forEach(OnnxTensor::close);
    }
  }

  private void run(int rows, Map<String, OnnxTensor> tensors, Map<String, OnnxTensor> pinned)
      throws OrtException {
    for (InputTensor input : inputs) {
      tensors.put(input.name(), input.tensor(rows));
    }
    Set<String> requested = new HashSet<>();
    for (OutputReader output : outputs) {
      output
          .pin(rows)
          .ifPresentOrElse(
              tensor -> pinned.put(output.name(), tensor), () -> requested.add(output.name()));
    }
    try (OrtSession.Result result = lease.session().run(tensors, requested, pinned)) {
      for (OutputReader output : outputs) {
        output.read(result.get(output.name()).orElseThrow(), rows, scores);
      }
    }
  }

  private static List<FeatureSlot> slots(ModelMetadata metadata, List<InputTensor> tensors) {
    Map<String, FeatureSlot> byFeature = new HashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      ModelInput input = metadata.inputs().get(i);
      for (int position = 0; position < input.features().size(); position++) {
        byFeature.put(input.features().get(position), tensors.get(i).slot(position));
      }
    }
    return metadata.features().stream().map(ModelFeature::name).map(byFeature::get).toList();
  }

  /** Gives the session back. The buffers are freed with this object. */
  @Override
  public void close() {
    lease.close();
  }
}
