package io.evenkeel.stage.feature;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Names of the columns that the engine adds. They start with two underscores; {@link SpineView}
 * refuses tables whose own columns do.
 */
final class Names {
  /** What internal columns start with. */
  static final String RESERVED = "__";

  /** Micros since 1970, UTC: when an event happened, or null. */
  static final String TIME = "__t";

  /** Micros: when a version of an event could first be seen. */
  static final String KNOWN = "__known";

  /** Micros: when a later version took its place; null for the last one. */
  static final String UNTIL = "__until";

  /** True for a version that is tied with a differing one. */
  static final String TIED = "__tied";

  /** True for a query that some event or state answered, else null. */
  static final String HIT = "__hit";

  /** Micros: first instant of the longest window of a query. */
  static final String START = "__start";

  /** Micros: end of all windows of a query, not in them. */
  static final String END = "__end";

  /** Micros: what is known at or before this instant counts for a query. */
  static final String SEEN = "__seen";

  private Names() {}

  /** The column of that name, whatever characters it has. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** A spine key, cast to its declared type, on the spine. */
  static String spineKey(String key) {
    return "__key_" + key;
  }

  /** A key on the rows of a source. */
  static String sourceKey(String key) {
    return "__k_" + key;
  }

  /** A key of a query. */
  static String queryKey(String key) {
    return "__q_" + key;
  }

  /** The value of a feature before its policy. */
  static String raw(String feature) {
    return "__r_" + feature;
  }

  /** The reason for which a feature has no value to apply a policy to, or null. */
  static String defect(String feature) {
    return "__d_" + feature;
  }

  /** The value of a feature as the model sees it. */
  static String last(String feature) {
    return "__f_" + feature;
  }

  /** The breach of a feature, or null. */
  static String breach(String feature) {
    return "__b_" + feature;
  }

  /** The flag of a feature, or null. */
  static String flag(String feature) {
    return "__w_" + feature;
  }

  /** First instant of a query's window number {@code i}. */
  static String start(int i) {
    return "__start" + i;
  }
}
