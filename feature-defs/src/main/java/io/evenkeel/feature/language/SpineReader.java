package io.evenkeel.feature.language;

import io.evenkeel.feature.Spine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the block {@code spine}. */
final class SpineReader {
  static final List<String> SETTINGS =
      List.of("table", "row_id", "keys", "date", "as_of", "where", "row");
  private static final List<String> KEY_TYPES = List.of("string", "int", "bigint", "date");

  private SpineReader() {}

  static Spine read(Section spine) {
    spine.allow(SETTINGS);
    return new Spine(
        table(spine),
        spine.requiredSql("row_id", "a SQL expression that identifies a row within a date"),
        keys(spine.requiredSection("keys", "a block such as keys { carrier = string }")),
        spine.requiredSql("date", "a SQL expression of type date, by which --date chooses rows"),
        spine.requiredSql("as_of", "a SQL expression of type timestamp, the prediction moment"),
        spine.sql("where"),
        rows(spine));
  }

  /** Returns the warehouse table of a spine or source. */
  static String table(Section owner) {
    return owner.required(
        "table",
        "the name of a warehouse table",
        text -> Optional.of(text.strip()).filter(name -> !name.isEmpty()),
        "table");
  }

  /** Returns the derived columns of a spine or source, whose names it checks. */
  static Map<String, String> rows(Section owner) {
    Optional<Section> row = owner.section("row");
    row.ifPresent(Names::check);
    return owner.sqlsByName("row");
  }

  private static Map<String, String> keys(Section keys) {
    Names.check(keys);
    Map<String, String> types = new TreeMap<>();
    for (String name : keys.names()) {
      types.put(name, keys.word(name, KEY_TYPES).orElse("string"));
    }
    return types;
  }
}
