package io.evenkeel.stage.scoring;

import io.evenkeel.feature.Reason;
import io.evenkeel.model.onnx.ModelRunException;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.Scores;
import io.evenkeel.profile.ProfileCounter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row of a batch its outcome. A batch that the model fails on is halved until the rows
 * to blame stand alone. Reused from batch to batch; not thread-safe.
 */
final class BatchScoring {
  /** What a breach names as column where the model, not a feature, is the reason. */
  static final String SCORE = "score";

  private final OnnxScorer scorer;
  private final TaskFigures figures;
  private final int[] positions;
  private final double[] scores;
  private final @Nullable String[] classes;
  private final double[][][] outputs;
  private final @Nullable Breach[] breaches;
  private final InputSample sample;
  private final FedInput fedInput;
  private final @Nullable String[] fed;
  private final Optional<TextOrder> order;
  private int chosen;

  /**
   * Prepares for batches of {@code capacity} rows, of which the model is run on as many at once as
   * the scorer takes.
   *
   * @param sample rows whose input is kept as the model was given it
   * @param order of rows with a text; empty to take rows as they come
   */
  BatchScoring(
      OnnxScorer scorer,
      int capacity,
      TaskFigures figures,
      InputSample sample,
      FedInput fedInput,
      Optional<TextOrder> order) {
    this.scorer = scorer;
    this.figures = figures;
    this.positions = new int[capacity];
    this.scores = new double[capacity];
    this.classes = new String[capacity];
    this.outputs = new double[capacity][scorer.moreOutputs().size()][];
    this.breaches = new Breach[capacity];
    this.sample = sample;
    this.fedInput = fedInput;
    this.fed = new String[capacity];
    this.order = order;
  }

  /** Scores the rows of {@code batch} that came without a breach. */
  void score(Batch batch) {
    chosen = 0;
    for (int at = 0; at < batch.size(); at++) {
      breaches[at] = null;
      if (!batch.heads().breached(at)) {
        positions[chosen++] = at;
      }
    }
    if (chosen > 0 && batch.features().someUnplaceable(scorer.slots())) {
      keepPlaceable(batch);
    }
    order.ifPresent(texts -> texts.sort(batch.features(), positions, chosen));
    for (int from = 0; from < chosen; ) {
      long start = System.nanoTime();
      int to = end(from);
      score(batch, from, to);
      figures.batch(System.nanoTime() - start);
      from = to;
    }
  }

  private int end(int from) {
    return order.isPresent()
        ? order.get().end(from, chosen)
        : Math.min(from + scorer.capacity(), chosen);
  }

  private void keepPlaceable(Batch batch) {
    int kept = 0;
    for (int i = 0; i < chosen; i++) {
      int at = positions[i];
      Optional<Breach> unplaceable = batch.features().unplaceable(at, scorer.slots());
      breaches[at] = unplaceable.orElse(null);
      if (unplaceable.isEmpty()) {
        positions[kept++] = at;
      }
    }
    chosen = kept;
  }

  private void score(Batch batch, int from, int to) {
    batch.features().put(positions, from, to, scorer.slots());
    try {
      take(run(to - from), from, to);
      keepFed(batch, from, to);
    } catch (ModelRunException e) {
      if (to - from == 1) {
        breaches[positions[from]] =
            new Breach(SCORE, Reason.MODEL_ERROR, String.valueOf(e.getMessage()));
        return;
      }
      int middle = (from + to) >>> 1;
      score(batch, from, middle);
      score(batch, middle, to);
    }
  }

  private Scores run(int rows) throws ModelRunException {
    long start = System.nanoTime();
    try {
      return scorer.run(rows);
    } finally {
      figures.ran(System.nanoTime() - start);
    }
  }

  private void take(Scores from, int first, int end) {
    for (int i = first; i < end; i++) {
      int at = positions[i];
      double score = from.score(i - first);
      scores[at] = score;
      if (Double.isNaN(score)) {
        breaches[at] = new Breach(SCORE, Reason.NAN_OUTPUT, "NaN");
      } else if (from.classifies()) {
        classes[at] = from.classOf(i - first);
      }
      for (int output = 0; output < outputs[at].length; output++) {
        outputs[at][output] = from.more(output, i - first);
      }
    }
  }

  /** Reads the sampled rows' input back out of the tensors that the model has just run on. */
  private void keepFed(Batch batch, int first, int end) {
    if (!sample.some()) {
      return;
    }
    for (int i = first; i < end; i++) {
      int at = positions[i];
      fed[at] =
          sample.takes(batch.heads().rowId(at)) ? fedInput.json(scorer.slots(), i - first) : null;
    }
  }

  /**
   * Counts the features and the score of each row of {@code batch} that has one, and its slices.
   *
   * @return the number of these rows
   */
  int count(
      Batch batch, List<ProfileCounter> features, ProfileCounter prediction, SliceCounting slices) {
    int scored = 0;
    for (int i = 0; i < chosen; i++) {
      if (breaches[positions[i]] == null) {
        positions[scored++] = positions[i];
      }
    }
    chosen = scored;
    if (scored == batch.size() && order.isEmpty()) {
      batch.features().countFirst(positions, scored, features);
    } else {
      batch.features().count(positions, scored, features);
    }
    slices.count(batch.features(), scores, positions, scored);
    prediction.addAll(scores, positions, scored);
    return scored;
  }

  /** Returns the score of a row that has one. */
  double scoreOf(int at) {
    return scores[at];
  }

  /** Returns the class of a row that has a score, or empty where the model gives none. */
  Optional<String> classOf(int at) {
    return Optional.ofNullable(classes[at]);
  }

  /** Returns the numbers of each further output for a row that has a score. */
  double[][] outputsOf(int at) {
    return outputs[at];
  }

  /** Returns what the model was given for a row that has a score, where it is in the sample. */
  Optional<String> fedTo(int at) {
    return Optional.ofNullable(fed[at]);
  }

  /** Returns why a row that came without a breach has no score, or empty where it has one. */
  Optional<Breach> breachOf(int at) {
    return Optional.ofNullable(breaches[at]);
  }
}
