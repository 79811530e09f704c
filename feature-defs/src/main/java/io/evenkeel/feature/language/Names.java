package io.evenkeel.feature.language;

import io.evenkeel.feature.Identifiers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule for names that a definition gives to columns, keys and sources. */
final class Names {
  /** Words that would read as SQL, or as the prediction moment, where an expression uses them. */
  private static final Set<String> RESERVED =
      Set.of(
          "as_of",
          "and",
          "anti",
          "as",
          "between",
          "by",
          "case",
          "cast",
          "cross",
          "distinct",
          "div",
          "else",
          "end",
          "escape",
          "exists",
          "false",
          "filter",
          "from",
          "full",
          "group",
          "having",
          "in",
          "inner",
          "interval",
          "is",
          "join",
          "left",
          "like",
          "limit",
          "natural",
          "not",
          "null",
          "on",
          "or",
          "order",
          "outer",
          "over",
          "right",
          "rlike",
          "select",
          "semi",
          "struct",
          "then",
          "true",
          "union",
          "using",
          "when",
          "where",
          "with");

  private Names() {}

  /** Reports each name of the block that is not a name, is reserved, or differs only in case. */
  static void check(Section block) {
    Map<String, String> seen = new HashMap<>();
    for (String name : block.names()) {
      problem(name).ifPresent(text -> block.problem(name, text));
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        block.problem(name, "differs from '%s' only in case, which SQL ignores".formatted(other));
      }
    }
  }

  /** Returns what is wrong with a name, or empty. */
  static Optional<String> problem(String name) {
    if (!Identifiers.valid(name)) {
      return Optional.of(
          "'%s' is not a name; possible are a letter, then letters, digits and underscores, at most 128 in all"
              .formatted(name));
    }
    return RESERVED.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.of("'%s' is a reserved word; possible is any other name".formatted(name))
        : Optional.empty();
  }
}
