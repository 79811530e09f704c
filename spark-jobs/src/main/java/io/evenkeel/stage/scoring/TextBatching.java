package io.evenkeel.stage.scoring;

import java.io.Serializable;

/**
 * How the rows of a model that takes a text are put into batches: as many rows as a window holds
 * are read, ordered by the number of their tokens, and cut into batches of like lengths. A window
 * holds one text more than its bytes at most.
 *
 * @param windowRows rows of a window, at least 1
 * @param windowBytes bytes of the texts of a window, in UTF-8, at least 1
 * @param batchTokens tokens that the model is given at once, padding included, at least 1; a longer
 *     text is a batch of its own
 */
public record TextBatching(int windowRows, long windowBytes, int batchTokens)
    implements Serializable {
  /** What suits most. */
  public static final TextBatching USUAL = new TextBatching(4096, 64L << 20, 4096);

  /** Refuses numbers below 1. */
  public TextBatching {
    if (windowRows < 1 || windowBytes < 1 || batchTokens < 1) {
      throw new IllegalArgumentException(
          "Windows of %d rows and %d bytes, batches of %d tokens; each starts at 1"
              .formatted(windowRows, windowBytes, batchTokens));
    }
  }
}
