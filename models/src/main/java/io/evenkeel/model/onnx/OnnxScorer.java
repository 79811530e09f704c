package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.MoreOutput;
import io.evenkeel.model.text.TokenWindow;
import io.evenkeel.model.text.TokenizerCache;
import io.evenkeel.model.trees.TreeKernel;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores batches of rows: fill the slots of rows 0 to n-1, {@link #run} n rows, read the scores,
 * and fill again. Has its own input and output buffers, allocated once outside the heap, and a
 * lease of the session that all tasks of the process share. Not thread-safe: one scorer per task.
 */
public final class OnnxScorer implements AutoCloseable {
  private final SessionLease lease;
  private final Optional<TokenizerCache.Lease> tokenizer;
  private final Optional<TokenRows> texts;
  private final List<FeatureSlot> slots;
  private final List<OutputReader> outputs;
  private final List<String> moreOutputs;
  private final Set<String> requested;
  private final ScorerTensors tensors;
  private final Scores scores;
  private final int capacity;
  private final int threads;
  private final KernelTrial trial;
  private final Optional<TreeKernel> trees;
  private final Optional<FloatBuffer> matrix;

  private OnnxScorer(
      SessionLease lease,
      Optional<TokenizerCache.Lease> tokenizer,
      ModelMetadata metadata,
      int threads,
      ScorerChoice choice) {
    Signature signature = Signature.checked(lease.session(), metadata);
    this.lease = lease;
    this.tokenizer = tokenizer;
    this.capacity = choice.rows();
    this.texts =
        tokenizer.map(
            own -> new TokenRows(metadata.text().orElseThrow(), own.tokenizer(), capacity));
    this.threads = threads;
    this.trial = choice.kernel().trial();
    this.trees = choice.kernel().trees().map(TreeKernel::copy);
    List<InputTensor> inputs =
        metadata.inputs().stream()
            .map(input -> InputTensor.allocate(input, signature.rank(input), capacity))
            .toList();
    this.slots = slots(metadata, inputs, texts);
    this.matrix =
        inputs.size() == 1 && inputs.get(0) instanceof FloatTensor floats
            ? Optional.of(floats.buffer())
            : Optional.empty();
    this.outputs = OutputReaders.choose(signature, metadata, texts, capacity);
    this.moreOutputs = metadata.moreOutputs().stream().map(MoreOutput::name).toList();
    this.requested = outputs.stream().map(OutputReader::name).collect(Collectors.toSet());
    // A pinned output is given; several may read it.
    outputs.stream()
        .filter(OutputReader::pinned)
        .map(OutputReader::name)
        .forEach(requested::remove);
    this.tensors = new ScorerTensors(withTokens(inputs, metadata), outputs);
    this.scores = new Scores(metadata.classRule(), metadata.moreOutputs().size(), capacity);
  }

  private List<InputTensor> withTokens(List<InputTensor> inputs, ModelMetadata metadata) {
    Stream<InputTensor> tokens =
        texts.stream().flatMap(own -> TokenTensor.of(metadata.text().orElseThrow(), own).stream());
    return Stream.concat(inputs.stream(), tokens).toList();
  }

  /**
   * A scorer to measure with, of a model that takes no text. It shares the lease of whoever
   * measures, so {@link #closeTensors} ends it.
   */
  static OnnxScorer toMeasure(
      SessionLease lease, ModelMetadata metadata, int threads, ScorerChoice choice) {
    return new OnnxScorer(lease, Optional.empty(), metadata, threads, choice);
  }

  /** Opens a scorer of a model that takes no text. */
  public static OnnxScorer open(
      ModelMetadata metadata, Supplier<byte[]> onnx, ScorerOptions options) {
    return open(metadata, onnx, () -> new byte[0], options);
  }

  /**
   * Opens a scorer, loading the model if no task of this process has.
   *
   * @param onnx gives the bytes of {@code model.onnx}; asked only when the model must be loaded
   * @param json gives the bytes of {@code tokenizer.json}; asked only where the model takes a text
   *     and its tokenizer must be read
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the bytes have another hash than
   *     the metadata declares, the runtime refuses them, or the model's real inputs and outputs are
   *     not those of the metadata, every difference told
   */
  public static OnnxScorer open(
      ModelMetadata metadata, Supplier<byte[]> onnx, Supplier<byte[]> json, ScorerOptions options) {
    SessionKey key =
        new SessionKey(metadata.onnx().sha256(), options.threads(), options.placement());
    SessionLease lease = SessionCache.ofThisProcess().lease(key, onnx);
    Optional<TokenizerCache.Lease> tokenizer = Optional.empty();
    try {
      tokenizer = metadata.text().map(text -> TokenizerCache.ofThisProcess().lease(text, json));
      ScorerChoice choice = ScorerChoice.of(lease, metadata, onnx, options);
      return new OnnxScorer(lease, tokenizer, metadata, options.threads(), choice);
    } catch (RuntimeException e) {
      tokenizer.ifPresent(TokenizerCache.Lease::close);
      lease.close();
      throw e;
    }
  }

  /** Returns the place of each feature, in the order of the metadata's features. */
  public List<FeatureSlot> slots() {
    return slots;
  }

  /**
   * Returns where the model's texts are cut into tokens, so that rows of like lengths can be put
   * beside each other; empty for a model that takes no text.
   */
  public Optional<TokenWindow> texts() {
    return texts.map(TokenRows::window);
  }

  /**
   * Runs the model on the longest row that its texts can be, of the greatest id that the tokenizer
   * has: a vocabulary or a length that the model is not made for fails here, and not on some rows
   * of the night. Does nothing for a model that takes no text.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the model refuses the row
   */
  public void checkTexts() {
    texts.ifPresent(
        rows -> {
          rows.putGreatest();
          try {
            var unused = run(1);
          } catch (ModelRunException e) {
            throw TokenCheck.refused(tokenizer.orElseThrow().tokenizer(), rows.longest(1), e);
          }
        });
  }

  /** Returns the names of what is kept beside score and class, in the metadata's order. */
  public List<String> moreOutputs() {
    return moreOutputs;
  }

  /** Returns the greatest number of rows of a run; 1 for a model that would mix rows. */
  public int capacity() {
    return capacity;
  }

  /** Returns the intra-operator threads of the session. */
  public int threads() {
    return threads;
  }

  /** Returns what computes the scores, and what was measured before it was chosen. */
  public KernelTrial trial() {
    return trial;
  }

  /**
   * Returns the input: row-major {@code [capacity, features]}, in the input's order.
   *
   * @throws java.util.NoSuchElementException if it is not one matrix of 32-bit floats
   */
  FloatBuffer matrix() {
    return matrix.orElseThrow();
  }

  /** Returns what really runs the model: {@code cpu} or {@code cuda}. */
  public String provider() {
    return lease.provider();
  }

  /** Returns why the GPU that the task was given does not run it; empty where there was none. */
  public Optional<String> gpuRefusal() {
    return lease.gpuRefusal();
  }

  /** Returns name and version of the runtime, such as {@code onnxruntime 1.28.0}. */
  public String runtime() {
    return "onnxruntime " + SessionCache.environment().getVersion();
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
    OrtSession session = lease.session();
    if (trees.isPresent()) {
      trees.get().run(matrix(), rows, this::take);
      return scores;
    }
    try {
      tensors.shape(rows);
      try (OrtSession.Result result = call(session)) {
        for (OutputReader output : outputs) {
          output.read(result.get(output.name()).orElseThrow(), rows, scores);
        }
      }
      return scores;
    } catch (OrtException e) {
      throw new ModelRunException(String.valueOf(e.getMessage()), e);
    }
  }

  private OrtSession.Result call(OrtSession session) throws OrtException {
    GpuTurns.Turn turn = lease.turn();
    try {
      return session.run(tensors.inputs(), requested, tensors.pinned());
    } finally {
      turn.end();
    }
  }

  private void take(int row, float score, String label) {
    scores.setScore(row, score);
    if (scores.labelled()) {
      scores.setLabel(row, label);
    }
  }

  private static List<FeatureSlot> slots(
      ModelMetadata metadata, List<InputTensor> tensors, Optional<TokenRows> texts) {
    Map<String, FeatureSlot> byFeature = new HashMap<>();
    texts.ifPresent(own -> byFeature.put(metadata.text().orElseThrow().feature(), own.slot()));
    for (int i = 0; i < tensors.size(); i++) {
      ModelInput input = metadata.inputs().get(i);
      for (int position = 0; position < input.features().size(); position++) {
        byFeature.put(input.features().get(position), tensors.get(i).slot(position));
      }
    }
    return metadata.features().stream().map(ModelFeature::name).map(byFeature::get).toList();
  }

  /** Frees the tensors, and keeps the lease. */
  void closeTensors() {
    tensors.close();
  }

  /** Gives the session back. The buffers are freed with this object. */
  @Override
  public void close() {
    tensors.close();
    tokenizer.ifPresent(TokenizerCache.Lease::close);
    lease.close();
  }
}
