package io.evenkeel.feature.language;

import io.evenkeel.feature.language.SqlToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a row-level SQL expression of a definition must not be. */
final class SqlRules {
  /** Read the clock, a random source, the session or the physical place of a row. */
  private static final Set<String> UNSTABLE =
      Set.of(
          "now",
          "curdate",
          "rand",
          "random",
          "randn",
          "randstr",
          "uniform",
          "uuid",
          "shuffle",
          "monotonically_increasing_id",
          "spark_partition_id",
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "current_timezone",
          "version",
          "reflect",
          "java_method",
          "try_reflect",
          "user",
          "getdate",
          "sysdate");

  /** As {@link #UNSTABLE}, and Spark knows them without parentheses too. */
  private static final Set<String> UNSTABLE_WORDS =
      Set.of(
          "current_date",
          "current_timestamp",
          "current_time",
          "localtimestamp",
          "current_user",
          "session_user",
          "current_database",
          "current_schema",
          "current_catalog");

  /** Read the clock where they are called without arguments. */
  private static final Set<String> CLOCK_WITHOUT_ARGUMENTS =
      Set.of("unix_timestamp", "to_unix_timestamp");

  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "avg",
          "mean",
          "count",
          "count_distinct",
          "count_if",
          "min",
          "max",
          "first",
          "last",
          "first_value",
          "last_value",
          "any_value",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "collect_list",
          "collect_set",
          "approx_count_distinct",
          "percentile",
          "percentile_approx",
          "min_by",
          "max_by",
          "explode",
          "posexplode",
          "inline");

  private static final Set<String> QUERIES = Set.of("select", "over");

  private static final Map<String, String> CLOSERS = Map.of(")", "(", "]", "[");

  private SqlRules() {}

  /** Returns what is wrong with the expression, nothing where all is well. */
  static List<String> problems(String text) {
    if (text.isBlank()) {
      return List.of("is empty; possible is a SQL expression");
    }
    Sql sql = Sql.of(text);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < sql.tokens().size(); i++) {
      SqlToken token = sql.tokens().get(i);
      if (token.kind() == Kind.WORD) {
        word(sql, i, problems);
      } else if (token.kind() == Kind.SYMBOL) {
        symbol(sql.tokens(), i, problems);
      }
    }
    unbalanced(sql.tokens(), problems);
    return problems;
  }

  private static void word(Sql sql, int i, List<String> problems) {
    SqlToken token = sql.tokens().get(i);
    String word = token.lower();
    boolean field = sql.isField(i);
    boolean calls = sql.calls(i);
    if (!field && (UNSTABLE_WORDS.contains(word) || (calls && UNSTABLE.contains(word)))) {
      problems.add(
          "'%s' is not deterministic: the run repeated would see another value; possible are columns of the row"
              .formatted(token.text()));
    } else if (calls && CLOCK_WITHOUT_ARGUMENTS.contains(word) && closesAt(sql.tokens(), i + 2)) {
      problems.add(
          "'%s()' without an argument reads the clock; possible is %s(a timestamp)"
              .formatted(token.text(), token.text()));
    } else if (calls && AGGREGATES.contains(word)) {
      problems.add(
          "'%s' is over several rows, but an expression is over one; possible is agg = \"...\" in a column with 'from'"
              .formatted(token.text()));
    } else if (!field && QUERIES.contains(word)) {
      problems.add(
          "'%s' is a query; possible is an expression over one row".formatted(token.text()));
    }
  }

  private static boolean closesAt(List<SqlToken> tokens, int i) {
    return i < tokens.size() && tokens.get(i).is(")");
  }

  private static void symbol(List<SqlToken> tokens, int i, List<String> problems) {
    SqlToken token = tokens.get(i);
    SqlToken next = tokens.get(Math.min(i + 1, tokens.size() - 1));
    boolean comment = (token.is("-") && next.is("-")) || (token.is("/") && next.is("*"));
    if (comment && next.start() == token.end()) {
      problems.add("has a SQL comment; possible is a comment of the definition, after #");
    } else if (token.is(";")) {
      problems.add("has a ';'; possible is one expression");
    } else if (token.is("'") || token.is("\"") || token.is("`")) {
      problems.add("has a quotation mark %s that is never closed".formatted(token.text()));
    }
  }

  private static void unbalanced(List<SqlToken> tokens, List<String> problems) {
    Deque<String> open = new ArrayDeque<>();
    for (SqlToken token : tokens) {
      if (token.is("(") || token.is("[")) {
        open.push(token.text());
      } else if (token.kind() == Kind.SYMBOL && CLOSERS.containsKey(token.text())) {
        if (open.isEmpty() || !open.pop().equals(CLOSERS.get(token.text()))) {
          problems.add("closes a '%s' that is not open".formatted(token.text()));
          return;
        }
      }
    }
    if (!open.isEmpty()) {
      problems.add("never closes a '%s'".formatted(open.pop()));
    }
  }
}
