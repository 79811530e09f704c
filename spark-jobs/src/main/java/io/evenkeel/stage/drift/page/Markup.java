package io.evenkeel.stage.drift.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML as well: every element is closed, and every text and
 * attribute value is escaped. A line break comes before each element that stands for itself, so
 * that pages can be compared line by line. Not thread-safe.
 */
final class Markup {
  private static final Set<String> WITHIN_A_LINE =
      Set.of("a", "abbr", "b", "code", "dd", "em", "span", "strong", "td", "th", "time", "title");

  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    html.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    html.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes text. */
  Markup text(String text) {
    escape(text);
    return this;
  }

  /** Writes an element with nothing but text in it. */
  Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Writes an element with nothing in it, such as {@code <rect/>}. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    html.append("/>");
    return this;
  }

  /** Writes a style sheet, which must not contain the characters that HTML gives a meaning. */
  Markup style(String css) {
    if (css.contains("<") || css.contains("&")) {
      throw new IllegalArgumentException("The style sheet contains < or &");
    }
    html.append("\n<style>\n").append(css).append("</style>");
    return this;
  }

  /** Returns the document; every element must have been closed. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Elements are still open: " + open);
    }
    return "<!DOCTYPE html>" + html + "\n";
  }

  private void start(String tag, String... attributes) {
    if (!WITHIN_A_LINE.contains(tag)) {
      html.append('\n');
    }
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      html.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        default -> html.append(writable(text, i) ? c : '\uFFFD');
      }
    }
  }

  // XML has no control characters and no half of a surrogate pair; a category may have both.
  private static boolean writable(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c >= ' ' || c == '\n';
  }
}
