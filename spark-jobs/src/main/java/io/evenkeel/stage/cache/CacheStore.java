package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.Optional;

/**
 * Where predictions are cached, seen by those who fill it. Safe between threads and processes. For
 * each model one generation is live, and it is always whole.
 */
public interface CacheStore {
  /** What became of a load. */
  enum Outcome {
    /** Readers are led to the generation that was given, now or already before. */
    LIVE,
    /**
     * A newer day or generation is live, or an operator took this one back; nothing was changed.
     */
    NOT_NEWER
  }

  /**
   * Loads a generation beside the live one, verifies it, and leads readers to it, unless it is not
   * newer: a backfill of an older day never takes readers back.
   *
   * @throws EvenkeelException with fault RETRYABLE, if it could not be loaded whole; readers are
   *     then served what they were served before
   */
  Outcome publish(CommittedPredictions predictions);

  /**
   * Returns what is cached for a model.
   *
   * @throws EvenkeelException with fault USAGE, if nothing is
   */
  CacheStatus status(String model);

  /** Returns what is cached for a model, or empty where nothing is. */
  default Optional<CacheStatus> find(String model) {
    try {
      return Optional.of(status(model));
    } catch (EvenkeelException failure) {
      if (failure.fault() == Fault.USAGE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Reads the live generation, and the one before it, and compares every byte with what was loaded.
   *
   * @return what is cached
   * @throws EvenkeelException with fault RETRYABLE, naming each file that differs; USAGE, if
   *     nothing is cached
   */
  CacheStatus verify(String model);

  /**
   * Leads readers back to the generation before the live one; no data moves. The generation left
   * behind cannot become live again until {@link #release}.
   *
   * @throws EvenkeelException with fault USAGE, if there is none; RETRYABLE, if it is damaged
   */
  CacheStatus rollback(String model);

  /** Forgets that a generation was taken back, so that it may be published again. */
  CacheStatus release(String model);

  /** Removes all of a model's generations; does nothing where there are none. */
  void drop(String model);

  /** Returns a reader; it fails with the first look-up, not here, where nothing is cached yet. */
  PredictionCache reader(String model);
}
