package io.evenkeel.feature.language;

import io.evenkeel.feature.Aggregate.Comparison;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.language.SqlToken.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of {@code agg}: {@code FUNCTION(ARGUMENT)}, then perhaps a comparison with a literal.
 *
 * @param argument a SQL expression over one event, or {@code *}
 */
record AggregateText(Function function, String argument, Optional<Comparison> comparison) {
  private static final List<String> FUNCTIONS =
      Arrays.stream(Function.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
  private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final AggregateText STAND_IN =
      new AggregateText(Function.LAST, "1", Optional.empty());

  /** Reads {@code agg} of the block; what is wrong becomes problems there. */
  static AggregateText read(Section block) {
    String text =
        block.requiredText("agg", "FUNCTION(ARGUMENT), the function one of " + FUNCTIONS).strip();
    Sql sql = Sql.of(text);
    int close = closing(sql.tokens());
    if (sql.tokens().isEmpty() || sql.tokens().get(0).kind() != Kind.WORD || close < 0) {
      block.problem(
          "agg",
          "found '%s'; possible is FUNCTION(ARGUMENT), perhaps with a comparison such as >= 15, the function one of %s"
              .formatted(text, FUNCTIONS));
      return STAND_IN;
    }
    String name = sql.tokens().get(0).lower();
    if (!FUNCTIONS.contains(name)) {
      block.problem(
          "agg", "unknown function '%s'%s".formatted(name, Words.possible(name, FUNCTIONS)));
      return STAND_IN;
    }
    return new AggregateText(
        Function.valueOf(name.toUpperCase(Locale.ROOT)),
        argument(block, sql, name, close),
        comparison(block, sql, close));
  }

  /** Tells whether the aggregate without its comparison is a number whatever its argument is. */
  boolean counts() {
    return switch (function) {
      case COUNT, COUNT_DISTINCT, SUM, AVG, STDDEV, SHARE -> true;
      case MIN, MAX, FIRST, LAST -> false;
    };
  }

  /** Returns the index of the parenthesis that closes the one after the first token, or -1. */
  private static int closing(List<SqlToken> tokens) {
    int depth = 0;
    for (int i = 1; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth <= 0) {
        return depth == 0 && tokens.get(i).is(")") ? i : -1;
      }
    }
    return -1;
  }

  private static String argument(Section block, Sql sql, String name, int close) {
    String argument = sql.inside(1, close);
    if (argument.equals("*")) {
      if (!name.equals("count")) {
        block.problem(
            "agg", "found %s(*); possible is count(*), or %s(expression)".formatted(name, name));
      }
      return argument;
    }
    if (sql.tokens().get(2).lower().equals("distinct")) {
      block.problem("agg", "found 'distinct'; possible is count_distinct(expression)");
    } else {
      SqlRules.problems(argument).forEach(text -> block.problem("agg", "the argument " + text));
    }
    return argument;
  }

  private static Optional<Comparison> comparison(Section block, Sql sql, int close) {
    int first = close + 1;
    int last = sql.tokens().size() - 1;
    if (first > last) {
      return Optional.empty();
    }
    int start = Math.min(first + 1, last);
    String operator = sql.tokens().get(first).text();
    String literal = sql.spanning(start, last);
    if (!OPERATORS.contains(operator)
        || !literal(sql.tokens().subList(first + 1, last + 1), literal)) {
      block.problem(
          "agg",
          "found '%s' after the function; possible is one of %s, then a number or a quoted text"
              .formatted(sql.spanning(first, last), OPERATORS));
      return Optional.empty();
    }
    return Optional.of(new Comparison(operator, literal));
  }

  private static boolean literal(List<SqlToken> tokens, String literal) {
    boolean text = tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING;
    return text || Literals.number(literal).isPresent();
  }
}
