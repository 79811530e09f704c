package io.evenkeel.stage.warehouse;

import java.util.regex.Pattern;

/**
 * The rule for names of tables: a name is also a folder, and must not lead out of the warehouse.
 */
final class TableName {
  /** The rule, as the end of a message. */
  static final String RULE =
      "a letter, then letters, digits and underscores; for a catalog table, up to three such names"
          + " joined by dots";

  private static final String PART = "[A-Za-z][A-Za-z0-9_]{0,127}";
  private static final Pattern SIMPLE = Pattern.compile(PART);
  private static final Pattern QUALIFIED = Pattern.compile(PART + "(\\." + PART + "){1,2}");

  private TableName() {}

  /** Tells whether this may name a table of the warehouse. */
  static boolean valid(String name) {
    return SIMPLE.matcher(name).matches();
  }

  /** Tells whether this is a name with a database, which only a catalog can have. */
  static boolean qualified(String name) {
    return QUALIFIED.matcher(name).matches();
  }
}
