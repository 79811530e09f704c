package io.evenkeel.model.onnx;

import io.evenkeel.model.TextInput;
import io.evenkeel.model.text.TextTokenizer;
import io.evenkeel.model.text.TokenWindow;
import io.evenkeel.model.text.Tokens;
import java.util.Arrays;

/** The texts of a batch and their tokens, from which the token tensors are made. */
final class TokenRows {
  private final TextTokenizer tokenizer;
  private final TokenWindow window;
  private final TextInput input;
  private final Tokens[] tokens;
  private final String[] texts;

  /**
   * Room for a batch.
   *
   * @param capacity rows of the greatest batch
   */
  TokenRows(TextInput input, TextTokenizer tokenizer, int capacity) {
    this.input = input;
    this.tokenizer = tokenizer;
    this.window = new TokenWindow(tokenizer);
    this.tokens = new Tokens[capacity];
    this.texts = new String[capacity];
    Arrays.fill(tokens, Tokens.repeated(tokenizer.paddingId(), 1));
    Arrays.fill(texts, "");
  }

  /** Returns where texts are cut into tokens before they come to a row. */
  TokenWindow window() {
    return window;
  }

  /** Returns the tokens of a row. */
  Tokens at(int row) {
    return tokens[row];
  }

  /** Returns the id that rows are filled up with. */
  int paddingId() {
    return tokenizer.paddingId();
  }

  /** Returns the most tokens of a row, at least 1. */
  int longest(int rows) {
    int longest = 1;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, tokens[row].length());
    }
    return longest;
  }

  /** Makes row 0 the longest that there can be, of the greatest id that there can be. */
  void putGreatest() {
    tokens[0] = Tokens.repeated(tokenizer.greatestId(), input.maxTokens());
  }

  /** Returns the place of the text. */
  FeatureSlot slot() {
    return new Slot();
  }

  private final class Slot extends TextSlot {
    private Slot() {
      super(input.missing());
    }

    @Override
    public void putText(int row, String value) {
      texts[row] = value;
      tokens[row] = window.of(value);
    }

    @Override
    public String text(int row) {
      return texts[row];
    }
  }
}
