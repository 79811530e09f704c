package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random definition over the tables of {@link FuzzTables}: all functions, kinds of window and
 * policies, in combinations that nobody thought of. The same seed gives the same definition.
 */
final class FuzzDefinition {
  /** Lengths of windows, and of what separates events from them. */
  static final List<String> LENGTHS = List.of("1us", "1s", "90m", "6h", "1d", "7d", "60d");

  private static final List<String> ZONES =
      List.of("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");

  /** Functions of an aggregate, by the kind of what they give. */
  private static final Map<String, List<String>> FUNCTIONS =
      Map.of(
          "counted",
              List.of(
                  "count(*)",
                  "count(x)",
                  "count(word)",
                  "count_distinct(word)",
                  "count_distinct(x)",
                  "count_distinct(price)",
                  "count_distinct(n)"),
          "whole", List.of("min(n)", "max(big)", "first(n)", "last(n)", "sum(n)", "max(n + 1)"),
          "decimal", List.of("sum(price)", "min(price)", "last(price)", "sum(big)"),
          "real",
              List.of(
                  "min(x)",
                  "max(x)",
                  "min(f)",
                  "last(x)",
                  "first(f)",
                  "avg(n)",
                  "avg(price)",
                  "avg(big)",
                  "stddev(n)",
                  "stddev(price)",
                  "share(ok)",
                  "share(x > 0)",
                  "share(word = 'a')"),
          "scaled",
              List.of("sum(x)", "avg(x)", "stddev(x)", "sum(f)", "avg(f)", "sum(y)", "avg(y)"),
          "truth", List.of("max(ok)", "last(ok)", "first(ok)"),
          "text", List.of("min(word)", "max(word)", "last(word)", "first(word)", "max(at_day)"));

  private static final List<String> KINDS =
      List.of("counted", "whole", "decimal", "real", "scaled", "truth", "text");

  private final Random random;
  private final List<String> numbers = new ArrayList<>();
  private final String text;

  FuzzDefinition(long seed, int columns) {
    this.random = new Random(seed);
    this.text = definition(columns);
  }

  /** Returns the definition in HOCON. */
  String text() {
    return text;
  }

  FeatureSet set() {
    return Scene.read(text);
  }

  private String definition(int columns) {
    StringBuilder listed = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      listed.append("    c%02d { %s }\n".formatted(i, column("c%02d".formatted(i))));
    }
    return """
    features.fuzz {
      version = 1, timezone = "%s"
      spine { table = requests, row_id = id, keys { who = string, place = int }
              date = day, as_of = at%s, row { twice = "m * 2" } }
      sources {
        events { table = events, event_time = ts, known_at = known, keys { who = who, place = place }%s%s, row { y = "x * 2" } }
        delayed { table = readings, event_time = ts, delay = %s, keys { place = place, who = "lower(who)" }%s%s, row { y = "x / 3" } }
        people { table = people, kind = states, keys { who = who, place = place }%s%s, %s }
      }
      columns {
    %s  }
      label.outcome { %s }
    }
    """
        .formatted(
            one(ZONES),
            maybe(", where = \"m is null or m <> 3\""),
            one("", ", dedup { key = [id] }", ", dedup { key = [id, n] }"),
            maybe(", where = \"n <> 3\""),
            one("0s", "1us", "1h", "1d"),
            one("", "", ", dedup { key = [id] }"),
            maybe(", where = \"word is null or word <> 'c'\""),
            maybe(", where = \"level > 0\""),
            maybe(", known_at = known"),
            one("valid = always", "valid { from = since, to = until }"),
            listed,
            label());
  }

  private String column(String name) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return lookUp(name);
    }
    return kind < 3 ? expression(name) : aggregated(name);
  }

  private String aggregated(String name) {
    String kind = one(KINDS);
    String function = one(FUNCTIONS.get(kind));
    boolean picks = function.startsWith("first") || function.startsWith("last");
    String compared = "";
    boolean compares = List.of("counted", "whole", "real").contains(kind) && random.nextInt(6) == 0;
    if (compares) {
      compared = one(" >= 15", " = 0", " < -0.5", " <> 7");
    }
    String policy = policy(name, compares ? Kind.TRUTH : kindOf(kind));
    String empty = empty(kind, function, policy);
    return "from = %s, by = %s, agg = \"%s%s\", %s%s%s%s, %s"
        .formatted(
            one("events", "events", "delayed"),
            one("[who]", "[place]", "[who, place]"),
            function,
            compared,
            window(),
            empty,
            kind.equals("scaled") ? ", scale = " + random.nextInt(7) : "",
            picks ? one("", ", order = [known]", ", order = [n, id]", ", order = [x]") : "",
            policy);
  }

  private String empty(String kind, String function, String policy) {
    return switch (kind) {
      case "counted" -> ", empty = " + one("0", "-3", "missing");
      case "truth" -> policy.contains("bool") ? maybe(", empty = false") : "";
      case "text" -> function.contains("day") ? "" : maybe(", empty = \"'z'\"");
      default -> maybe(", empty = " + one("0", "-1", "7"));
    };
  }

  private String window() {
    return random.nextInt(4) == 0
        ? "window { days = %d, calendar = \"%s\" }".formatted(1 + random.nextInt(3), one(ZONES))
        : "window = " + one(LENGTHS);
  }

  private String lookUp(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> looked("level", policy(name, Kind.NUMBER));
      case 1 -> looked("score", policy(name, Kind.NUMBER));
      case 2 -> looked("title", policy(name, Kind.TEXT));
      default -> looked("year(as_of) - level", policy(name, Kind.NUMBER));
    };
  }

  private String looked(String sql, String policy) {
    return "from = people, by = %s, expr = \"%s\", %s"
        .formatted(one("[who]", "[who, place]"), sql, policy);
  }

  private String expression(String name) {
    String number = numbers.isEmpty() ? "m" : one(numbers);
    String other = numbers.isEmpty() ? "w" : one(numbers);
    return switch (random.nextInt(10)) {
      case 0 -> expr("w", policy(name, Kind.NUMBER));
      case 1 -> expr("twice", policy(name, Kind.NUMBER));
      case 2 -> expr("hour(as_of)", policy(name, Kind.NUMBER));
      case 3 -> expr("cast(%s as double) * 2.5".formatted(number), policy(name, Kind.NUMBER));
      case 4 ->
          expr(
              "%s / nullif(cast(%s as double), 0)".formatted(number, other),
              policy(name, Kind.NUMBER));
      case 5 -> expr("coalesce(%s, %s, 5)".formatted(number, other), policy(name, Kind.NUMBER));
      case 6 -> expr("cast(m as decimal(38, 9)) / 7", policy(name, Kind.NUMBER));
      case 7 -> expr("upper(txt)", policy(name, Kind.TEXT));
      case 8 -> expr("date_format(as_of, 'yyyy-MM-dd HH:mm')", policy(name, Kind.TEXT));
      default -> expr("%s > 0".formatted(number), policy(name, Kind.TRUTH));
    };
  }

  private static String expr(String sql, String policy) {
    return "expr = \"%s\", %s".formatted(sql, policy);
  }

  private enum Kind {
    NUMBER,
    TRUTH,
    TEXT
  }

  private static Kind kindOf(String functions) {
    return switch (functions) {
      case "truth" -> Kind.TRUTH;
      case "text" -> Kind.TEXT;
      default -> Kind.NUMBER;
    };
  }

  private String policy(String name, Kind kind) {
    return switch (kind) {
      case NUMBER -> number(name);
      case TRUTH ->
          random.nextBoolean()
              ? "type = bool, missing = " + one("reject", "true", "false")
              : "type = int8, missing = " + one("reject", "-1");
      case TEXT ->
          random.nextInt(3) == 0
              ? "type = string, missing = " + one("reject", "none")
              : "type = category, values = %s, unknown = %s, missing = %s"
                  .formatted(
                      one("[a, b]", "[b, c, A]"),
                      one("other", "missing", "reject"),
                      one("a", "none", "reject"));
    };
  }

  private String number(String name) {
    boolean real = random.nextInt(3) > 0;
    numbers.add(name);
    String type = real ? one("float32", "float64") : one("int8", "int32", "int64");
    String missing = real ? one("keep", "keep", "reject", "4.5") : one("reject", "4", "5");
    String nan = real ? one("", "", ", nan = missing", ", nan = reject", ", nan = keep") : "";
    String range =
        random.nextInt(3) > 0
            ? ""
            : ", range = %s, on_violation = %s"
                .formatted(
                    one("[0, 10]", "[-2, 40]", "[-inf, 5]", "[3, inf]"),
                    one("reject", "clip", "flag"));
    return "type = %s, missing = %s%s%s".formatted(type, missing, nan, range);
  }

  private String label() {
    return "from = events, by = %s, agg = \"%s\", empty = %s, window = \"%s\", mature_after = %s, type = %s"
        .formatted(
            one("[who]", "[place]", "[who, place]"),
            one("count(*) >= 2", "count(x)", "max(n)", "sum(price)", "share(ok)", "last(n)"),
            one("0", "missing"),
            one("[0d,2d)", "[1s,6h)", "[0d,1us)"),
            one("0s", "1h", "1d"),
            one("float32", "int8", "float64"));
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String maybe(String text) {
    return random.nextBoolean() ? text : "";
  }
}
