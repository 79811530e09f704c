package io.evenkeel.stage.scoring;

import io.evenkeel.model.onnx.ScorerOptions;
import java.io.Serializable;

/**
 * How tasks score.
 *
 * @param batchRows greatest number of rows in one run of the model; scores do not depend on it
 * @param threads cores of a task ({@code spark.task.cpus}): the model's own threads
 * @param sample rows whose input is staged beside their score, as the model was given it
 */
public record ScoringSettings(int batchRows, int threads, InputSample sample)
    implements Serializable {
  /** Settings that stage no input. */
  public ScoringSettings(int batchRows, int threads) {
    this(batchRows, threads, InputSample.NONE);
  }

  /** Refuses numbers below 1. */
  public ScoringSettings {
    if (batchRows < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "Scoring %d rows a batch with %d threads; both start at 1".formatted(batchRows, threads));
    }
  }

  ScorerOptions scorerOptions() {
    return new ScorerOptions(batchRows, threads);
  }
}
