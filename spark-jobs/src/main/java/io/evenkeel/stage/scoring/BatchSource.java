package io.evenkeel.stage.scoring;

/** Where a partition's rows come from. Not thread-safe. */
interface BatchSource {
  /** Fills the batch with the next rows, at least one; false, leaving it, where there are none. */
  boolean next(Batch batch);
}
