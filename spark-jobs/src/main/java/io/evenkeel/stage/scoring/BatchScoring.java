package io.evenkeel.stage.scoring;

import io.evenkeel.feature.Reason;
import io.evenkeel.model.onnx.ModelRunException;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.model.onnx.Scores;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row of a batch its outcome. A batch that the model fails on is halved until the rows
 * to blame stand alone. Reused from batch to batch; not thread-safe.
 */
final class BatchScoring {
  /** What a breach names as column where the model, not a feature, is the reason. */
  static final String SCORE = "score";

  private final FeatureColumns columns;
  private final Supplier<OnnxScorer> scorer;
  private final InternalRow[] rows;
  private final int[] positions;
  private final double[] scores;
  private final @Nullable String[] classes;
  private final @Nullable Breach[] breaches;
  private final InputSample sample;
  private final FedInput fedInput;
  private final @Nullable String[] fed;
  private int chosen;

  /**
   * Prepares for batches of up to {@code capacity} rows.
   *
   * @param scorer asked only when there is a row to score
   */
  BatchScoring(
      FeatureColumns columns,
      Supplier<OnnxScorer> scorer,
      int capacity,
      InputSample sample,
      FedInput fedInput) {
    this.sample = sample;
    this.fedInput = fedInput;
    this.fed = new String[capacity];
    this.columns = columns;
    this.scorer = scorer;
    this.rows = new InternalRow[capacity];
    this.positions = new int[capacity];
    this.scores = new double[capacity];
    this.classes = new String[capacity];
    this.breaches = new Breach[capacity];
  }

  /** Scores the rows of {@code batch} that came without a breach. */
  void score(RowBatch batch) {
    chosen = 0;
    for (int position = 0; position < batch.size(); position++) {
      if (!batch.breached(position)) {
        choose(batch.row(position), position);
      }
    }
    if (chosen > 0) {
      score(0, chosen);
    }
  }

  private void choose(InternalRow row, int position) {
    Optional<Breach> unplaceable = columns.unplaceable(row, scorer.get().slots());
    breaches[position] = unplaceable.orElse(null);
    if (unplaceable.isEmpty()) {
      rows[chosen] = row;
      positions[chosen++] = position;
    }
  }

  private void score(int from, int to) {
    columns.put(rows, from, to, scorer.get().slots());
    try {
      take(scorer.get().run(to - from), from, to);
    } catch (ModelRunException e) {
      if (to - from == 1) {
        breaches[positions[from]] =
            new Breach(SCORE, Reason.MODEL_ERROR, String.valueOf(e.getMessage()));
        return;
      }
      int middle = (from + to) >>> 1;
      score(from, middle);
      score(middle, to);
    }
  }

  private void take(Scores from, int first, int end) {
    for (int at = first; at < end; at++) {
      int position = positions[at];
      scores[position] = from.score(at - first);
      fed[position] =
          sample.takes(rows[at].getUTF8String(InputRow.ROW_ID))
              ? fedInput.json(scorer.get().slots(), at - first)
              : null;
      if (Double.isNaN(scores[position])) {
        breaches[position] = new Breach(SCORE, Reason.NAN_OUTPUT, "NaN");
      } else if (from.classifies()) {
        classes[position] = from.classOf(at - first);
      }
    }
  }

  /** Returns the score of a row that has one. */
  double scoreOf(int position) {
    return scores[position];
  }

  /** Returns the class of a row that has a score, or empty where the model gives none. */
  Optional<String> classOf(int position) {
    return Optional.ofNullable(classes[position]);
  }

  /** Returns what the model was given for a row that has a score, where it is in the sample. */
  Optional<String> fedTo(int position) {
    return Optional.ofNullable(fed[position]);
  }

  /** Returns why a row that came without a breach has no score, or empty where it has one. */
  Optional<Breach> breachOf(int position) {
    return Optional.ofNullable(breaches[position]);
  }
}
