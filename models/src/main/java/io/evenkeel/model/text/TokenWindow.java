package io.evenkeel.model.text;

import java.util.HashMap;
import java.util.Map;

/**
 * The tokens of the texts at hand: a text is cut once, to find its length, and its tokens are there
 * when its batch is filled. Whoever reads the texts says when others come. Not thread-safe.
 */
public final class TokenWindow {
  /** Forgets by itself beyond this, for callers that never say so. */
  private static final int MOST = 1 << 16;

  private final TextTokenizer tokenizer;
  private final Map<String, Tokens> known = new HashMap<>();

  /** A window on nothing yet. */
  public TokenWindow(TextTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Returns the tokens of a text. */
  public Tokens of(String text) {
    Tokens found = known.get(text);
    if (found == null) {
      if (known.size() >= MOST) {
        known.clear();
      }
      found = tokenizer.tokens(text);
      known.put(text, found);
    }
    return found;
  }

  /** Forgets every text, because others come. */
  public void forget() {
    known.clear();
  }
}
