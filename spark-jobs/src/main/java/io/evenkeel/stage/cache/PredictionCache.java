package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import java.util.List;
import java.util.Optional;

/**
 * One model's live predictions by key. Follows the cache from one generation to the next by itself,
 * within a second. Safe between threads. Closing it frees its memory and files.
 *
 * <p>Every look-up fails with {@link EvenkeelException}: fault USAGE where nothing was ever cached
 * for the model, RETRYABLE where the store cannot be read.
 */
public interface PredictionCache extends AutoCloseable {
  /**
   * Returns the prediction of a row.
   *
   * @param key the row id
   * @return empty where the live generation has no such row
   */
  Optional<CachedPrediction> lookup(String key);

  /** Returns the predictions of several rows, in the order of the keys, all of one generation. */
  List<Optional<CachedPrediction>> lookup(List<String> keys);

  /** Returns the generation that look-ups come from. */
  CacheGeneration live();

  @Override
  void close();
}
