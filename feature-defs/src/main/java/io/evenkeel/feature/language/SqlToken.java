package io.evenkeel.feature.language;

import java.util.Locale;

/**
 * A piece of a SQL expression.
 *
 * @param text as written; for a quoted name without its back quotes
 * @param end the position after it in the expression
 */
record SqlToken(Kind kind, String text, int start, int end) {
  enum Kind {
    /** A keyword, function or column. */
    WORD,
    /** A column between back quotes. */
    QUOTED_NAME,
    STRING,
    NUMBER,
    /** Punctuation: an operator or one character. */
    SYMBOL
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Returns the text by which names are compared: SQL ignores their case. */
  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }
}
