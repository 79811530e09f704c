package io.evenkeel.feature.oracle;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a SQL literal: a number, a quoted text, true or false. */
final class Literal {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private Literal() {}

  /** Returns a Double for a number with an exponent, as SQL has it, a BigDecimal for others. */
  static Object value(String sql) {
    String text = sql.strip();
    if (text.startsWith("'") || text.startsWith("\"")) {
      String inner = text.substring(1, text.length() - 1);
      return ESCAPE
          .matcher(inner)
          .replaceAll(escaped -> Matcher.quoteReplacement(escaped.group(1)));
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    boolean exponent = text.contains("e") || text.contains("E");
    return exponent ? (Object) Double.valueOf(text) : new BigDecimal(text);
  }
}
