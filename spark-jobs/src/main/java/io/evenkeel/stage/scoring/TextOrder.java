package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.TextInput;
import io.evenkeel.model.text.TokenWindow;
import io.evenkeel.model.text.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the rows of a window beside those whose texts have about as many tokens, because every text
 * of a batch is padded to the longest. Not thread-safe.
 */
final class TextOrder {
  private final TokenWindow window;
  private final TextInput input;
  private final int feature;
  private final TextBatching limits;
  private final int batchRows;
  private final TaskFigures figures;
  private final long[] keys;
  private final int[] lengths; // by position in the order

  /**
   * Prepares for windows.
   *
   * @param features of the model, among them the text
   * @param limits of a batch
   * @param batchRows greatest number of rows of a batch
   * @param capacity rows of the greatest window
   */
  TextOrder(
      TokenWindow window,
      TextInput input,
      List<ModelFeature> features,
      TextBatching limits,
      int batchRows,
      int capacity,
      TaskFigures figures) {
    this.window = window;
    this.input = input;
    this.feature = features.stream().map(ModelFeature::name).toList().indexOf(input.feature());
    this.limits = limits;
    this.batchRows = batchRows;
    this.figures = figures;
    this.keys = new long[capacity];
    this.lengths = new int[capacity];
  }

  /**
   * Orders the first {@code rows} of {@code positions} by tokens, and those of as many as before.
   */
  void sort(FeatureValues values, int[] positions, int rows) {
    window.forget();
    long start = System.nanoTime();
    int cut = 0;
    for (int i = 0; i < rows; i++) {
      Tokens tokens = tokens(values, positions[i]);
      cut += tokens.cut() ? 1 : 0;
      keys[i] = (long) tokens.length() << Integer.SIZE | positions[i];
    }
    Arrays.sort(keys, 0, rows);
    for (int i = 0; i < rows; i++) {
      positions[i] = (int) keys[i];
      lengths[i] = (int) (keys[i] >>> Integer.SIZE);
    }
    figures.tokenized(cut, System.nanoTime() - start);
  }

  private Tokens tokens(FeatureValues values, int at) {
    return window.of(values.given(feature, at).or(input::missing).orElse(""));
  }

  /** Returns the end of the batch that begins at {@code from}, of the {@code rows} sorted ones. */
  int end(int from, int rows) {
    int to = from + 1;
    long tokens = lengths[from];
    while (to < rows && to - from < batchRows && fits(to - from + 1L, to, tokens + lengths[to])) {
      tokens += lengths[to++];
    }
    figures.fed((to - from) * (long) lengths[to - 1], tokens);
    return to;
  }

  /** Tells whether a batch of that many rows, of which {@code last} is the longest, is within. */
  private boolean fits(long rows, int last, long tokens) {
    long fed = rows * lengths[last];
    return fed <= limits.batchTokens() && 100 * (fed - tokens) <= limits.mostPadding() * fed;
  }
}
