package io.evenkeel.model.trees;

import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ElementType;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Runs an ensemble of trees on rows of 32-bit floats. Immutable but for what it works with; one for
 * each task, by {@link #copy}. Not thread-safe.
 */
public final class TreeKernel {
  /** Rows whose keys fit the nearest cache beside a tree. */
  private static final int BLOCK = 64;

  private final Ensemble ensemble;
  private final int width;
  private final int index;
  private final Tally tally;
  private final int[] keys;
  private final int[] leaves = new int[BLOCK];
  private final float[] scores;

  private TreeKernel(Ensemble ensemble, int width, int index) {
    this.ensemble = ensemble;
    this.width = width;
    this.index = index;
    this.tally = ensemble.tally(BLOCK);
    this.keys = new int[ensemble.columns().count() * BLOCK];
    this.scores = new float[ensemble.ending().width()];
  }

  /**
   * Reads the trees of a model.
   *
   * @param onnx a model that the runtime has loaded, and whose inputs and outputs are those of
   *     {@code metadata}
   * @throws NotTakenException with the reason, if the graph has anything but trees and what
   *     exporters put behind them, or something whose bits are not known to be the runtime's
   */
  public static TreeKernel read(byte[] onnx, ModelMetadata metadata) throws NotTakenException {
    try {
      return parse(onnx, metadata);
    } catch (IllegalArgumentException e) {
      throw new NotTakenException("the graph cannot be read: " + e.getMessage());
    }
  }

  private static TreeKernel parse(byte[] onnx, ModelMetadata metadata) throws NotTakenException {
    if (metadata.inputs().size() != 1
        || metadata.inputs().get(0).element() != ElementType.FLOAT32) {
      throw new NotTakenException("the input is not one matrix of 32-bit floats");
    }
    if (!metadata.moreOutputs().isEmpty()) {
      throw new NotTakenException("further outputs are kept");
    }
    Graph graph = Graph.read(onnx);
    ModelInput input = metadata.inputs().get(0);
    if (!graph.ensemble().inputs().equals(List.of(input.tensor()))) {
      throw new NotTakenException("the trees are not fed with the input itself");
    }
    Ensemble ensemble = Ensemble.read(graph.ensemble(), input.features().size());
    int index = index(graph, metadata, ensemble.ending().width());
    return new TreeKernel(ensemble, input.features().size(), index);
  }

  /** Returns which of the ensemble's numbers is the score, and checks where the label is from. */
  private static int index(Graph graph, ModelMetadata metadata, int width)
      throws NotTakenException {
    boolean regressor = graph.ensemble().operator().equals("TreeEnsembleRegressor");
    Graph.Origin score = graph.origin(metadata.score().tensor());
    if (score.output() != (regressor ? 0 : 1)) {
      throw new NotTakenException("the score is the label");
    }
    if (metadata.classRule() instanceof ClassRule.Label label
        && (regressor || graph.origin(label.tensor()).output() != 0)) {
      throw new NotTakenException("the label is not that of the trees");
    }
    int index = metadata.score().index();
    Optional<GraphNode> map = score.map();
    if (map.isPresent()) {
      index = Classes.read(map.get()).names().indexOf(metadata.targetClasses().get(index));
    }
    if (index < 0 || index >= width) {
      throw new NotTakenException("the trees have %d scores, not that one".formatted(width));
    }
    return index;
  }

  /** Returns a kernel over the same trees, for another thread. */
  public TreeKernel copy() {
    return new TreeKernel(ensemble, width, index);
  }

  /** Returns the features of a row. */
  public int width() {
    return width;
  }

  /**
   * Returns numbers that a feature is compared with, to make rows that go many ways; none where no
   * node asks for it.
   */
  public float[] thresholds(int feature) {
    return ensemble.thresholds(feature);
  }

  /**
   * Scores rows.
   *
   * @param values row-major {@code [rows, width]}; NaN goes where each node sends it
   */
  public void run(FloatBuffer values, int rows, ScoreSink sink) {
    int columns = ensemble.columns().count();
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      int tiles = (count + Columns.LANES - 1) / Columns.LANES;
      ensemble.columns().load(values, from, from + count, keys);
      tally.clear();
      for (int tree = 0; tree < ensemble.forest().trees(); tree++) {
        ensemble.forest().walk(tree, keys, columns, tiles, leaves);
        tally.add(leaves, count);
      }
      for (int row = 0; row < count; row++) {
        String label = ensemble.ending().write(tally, row, scores);
        sink.accept(from + row, scores[index], label);
      }
    }
  }

  @Override
  public String toString() {
    return "%d trees of %d nodes".formatted(ensemble.forest().trees(), ensemble.forest().nodes());
  }
}
