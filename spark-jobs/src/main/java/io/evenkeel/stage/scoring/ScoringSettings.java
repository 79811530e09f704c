package io.evenkeel.stage.scoring;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.ScorerOptions;
import java.io.Serializable;

/**
 * How tasks score.
 *
 * @param batch how many rows the model is run on at once; scores do not depend on it
 * @param threads cores of a task ({@code spark.task.cpus}): the model's own threads
 * @param sample rows whose input is staged beside their score, as the model was given it
 * @param device what runs the model
 * @param texts how rows with a text are put into batches
 */
public record ScoringSettings(
    BatchSize batch, int threads, InputSample sample, Device device, TextBatching texts)
    implements Serializable {
  /** Refuses fewer than 1 thread. */
  public ScoringSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("Scoring with %d threads; at least 1".formatted(threads));
    }
  }

  /** Settings of rows with a text as they suit most. */
  public ScoringSettings(BatchSize batch, int threads, InputSample sample, Device device) {
    this(batch, threads, sample, device, TextBatching.USUAL);
  }

  /** Settings of the processor. */
  public ScoringSettings(BatchSize batch, int threads, InputSample sample) {
    this(batch, threads, sample, Device.CPU);
  }

  /** Settings that stage no input. */
  public ScoringSettings(BatchSize batch, int threads) {
    this(batch, threads, InputSample.NONE);
  }

  /** Batches of a number of rows that was set. */
  public ScoringSettings(int batchRows, int threads) {
    this(new BatchSize.Set(batchRows), threads);
  }

  /** Returns the options of the task that calls. */
  ScorerOptions scorerOptions() {
    return new ScorerOptions(batch, threads, TaskDevice.placement(device));
  }
}
