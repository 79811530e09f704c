package io.evenkeel.stage.scoring;

/**
 * What a task measures of itself while it scores; staged with its rows, so that of several tries of
 * a task one counts. Times are of the wall, in nanoseconds. Not thread-safe.
 *
 * <p>As an array: the positions named here, then {@link #BUCKETS} counts of batches by the time
 * from filling the model's input to having its scores. Bucket {@code b} holds times from {@link
 * #bucketStart} of {@code b} to that of {@code b + 1}, a sixteenth of a doubling each; the first
 * and the last hold what is beyond.
 */
final class TaskFigures {
  static final int ROWS = 0;
  static final int BATCHES = 1;
  static final int READ = 2;
  static final int MODEL = 3;
  static final int TASK = 4;
  static final int BATCH_ROWS = 5;
  static final int THREADS = 6;
  static final int PEAK_BYTES = 7;
  static final int TEXTS = 8;
  static final int TOKENS_FED = 9;
  static final int TOKENS = 10;
  static final int CUT_ROWS = 11;
  static final int TOKENIZER = 12;
  static final int FIRST_BUCKET = 13;

  private static final int PART_BITS = 4;
  private static final int PARTS = 1 << PART_BITS;

  /** Binary logarithm of the least time that has a bucket of its own: about a microsecond. */
  private static final int LEAST = 10;

  private static final int DOUBLINGS = 30;
  static final int BUCKETS = PARTS * DOUBLINGS;

  private final long[] figures = new long[FIRST_BUCKET + BUCKETS];
  private final long start = System.nanoTime();

  /**
   * Starts the task's time.
   *
   * @param batchRows greatest number of rows of a batch
   * @param threads of the model
   */
  TaskFigures(int batchRows, int threads) {
    figures[BATCH_ROWS] = batchRows;
    figures[THREADS] = threads;
  }

  /** Notes the time that it took to get the next rows. */
  void read(long nanos) {
    figures[READ] += nanos;
  }

  /** Notes the time of a run of the model. */
  void ran(long nanos) {
    figures[MODEL] += nanos;
  }

  /** Notes rows that have a score. */
  void scored(int rows) {
    figures[ROWS] += rows;
  }

  /** Notes a batch that took that long, from filling the model's input to having its scores. */
  void batch(long nanos) {
    figures[BATCHES]++;
    figures[FIRST_BUCKET + bucket(nanos)]++;
  }

  /** Notes a window of texts: how many lost some of their tokens, and the time it took. */
  void tokenized(int cut, long nanos) {
    figures[TEXTS] = 1;
    figures[CUT_ROWS] += cut;
    figures[TOKENIZER] += nanos;
  }

  /** Notes tokens that the model is given: with padding, and without. */
  void fed(long all, long tokens) {
    figures[TOKENS_FED] += all;
    figures[TOKENS] += tokens;
  }

  /** Returns the figures up to now. */
  long[] toArray() {
    long[] copy = figures.clone();
    copy[TASK] = System.nanoTime() - start;
    copy[PEAK_BYTES] = ProcessMemory.peakBytes();
    return copy;
  }

  private static int bucket(long nanos) {
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    if (doubling < LEAST) {
      return 0;
    }
    if (doubling >= LEAST + DOUBLINGS) {
      return BUCKETS - 1;
    }
    int part = (int) (nanos >>> (doubling - PART_BITS)) & (PARTS - 1);
    return (doubling - LEAST) * PARTS + part;
  }

  /** Returns the least time that belongs to a bucket. */
  static double bucketStart(int bucket) {
    return Math.scalb(1 + (bucket % PARTS) / (double) PARTS, LEAST + bucket / PARTS);
  }
}
