package io.evenkeel.feature.language;

import io.evenkeel.feature.language.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SQL expression as tokens. Immutable. */
final class Sql {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)"
              + "|(?<string>[rR]'[^']*'|[rR]\"[^\"]*\"|'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\")"
              + "|`(?<quoted>(?:[^`]|``)*)`"
              + "|(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?[a-zA-Z]{0,2}\\b)"
              + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "|(?<symbol><=>|[<>=!]=|<>|=>|->|::|\\|\\||.)",
          Pattern.DOTALL);

  private final String text;
  private final List<SqlToken> tokens;

  private Sql(String text, List<SqlToken> tokens) {
    this.text = text;
    this.tokens = List.copyOf(tokens);
  }

  /** Returns the expression's tokens. Never fails: what is not understood becomes symbols. */
  static Sql of(String text) {
    List<SqlToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group("space") == null) {
        Kind kind = kind(matcher);
        String token = kind == Kind.QUOTED_NAME ? matcher.group("quoted") : matcher.group();
        tokens.add(new SqlToken(kind, token, matcher.start(), matcher.end()));
      }
    }
    return new Sql(text, tokens);
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.group("string") != null) {
      return Kind.STRING;
    }
    if (matcher.group("quoted") != null) {
      return Kind.QUOTED_NAME;
    }
    if (matcher.group("number") != null) {
      return Kind.NUMBER;
    }
    return matcher.group("word") != null ? Kind.WORD : Kind.SYMBOL;
  }

  /** Returns the tokens without white space, in order. */
  List<SqlToken> tokens() {
    return tokens;
  }

  /** Returns the text from the first to the last of two tokens, by their indices. */
  String spanning(int first, int last) {
    return text.substring(tokens.get(first).start(), tokens.get(last).end());
  }

  /** Returns the trimmed text between two tokens, by their indices. */
  String inside(int before, int after) {
    return text.substring(tokens.get(before).end(), tokens.get(after).start()).strip();
  }

  /**
   * Returns the names, in lower case, that may be columns: words and quoted names that are neither
   * called as functions nor fields behind a point. Keywords are among them.
   */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean name = token.kind() == Kind.QUOTED_NAME || (token.kind() == Kind.WORD && !calls(i));
      if (name && !isField(i)) {
        names.add(token.lower());
      }
    }
    return names;
  }

  /** Tells whether the token at {@code i} is behind a point. */
  boolean isField(int i) {
    return i > 0 && tokens.get(i - 1).is(".");
  }

  /** Tells whether the token at {@code i} is followed by an opening parenthesis. */
  boolean calls(int i) {
    return i + 1 < tokens.size() && tokens.get(i + 1).is("(");
  }

  /**
   * Returns the expression as its tokens, with one space between two of them but where SQL is
   * written without.
   */
  String canonical() {
    StringBuilder canonical = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (i > 0 && !joins(tokens.get(i - 1), token)) {
        canonical.append(' ');
      }
      canonical.append(text, token.start(), token.end());
    }
    return canonical.toString();
  }

  private static boolean joins(SqlToken before, SqlToken after) {
    boolean opens = before.is("(") || before.is("[") || before.is(".");
    boolean closes = after.is(")") || after.is("]") || after.is(".") || after.is(",");
    return opens || closes || after.is("[") || (before.kind() == Kind.WORD && after.is("("));
  }
}
