package io.evenkeel.feature;

import java.util.List;

/** One feature: where its value comes from, and what becomes of values that are not as declared. */
public sealed interface FeatureColumn {
  /** Returns the feature's name, unique in its set. */
  String name();

  /** Returns the type that the model sees. */
  FeatureType type();

  /** Returns what happens to missing, unknown and out-of-range values. */
  ValuePolicy policy();

  /** A SQL expression over the spine's columns, {@code as_of}, and other features of the set. */
  record Expression(String name, FeatureType type, ValuePolicy policy, String expression)
      implements FeatureColumn {
    /** Checks the name. */
    public Expression {
      Identifiers.require("column", name);
    }
  }

  /**
   * A windowed aggregate over events.
   *
   * @param source name of an event source
   * @param by spine keys that an event must match, out of the source's keys; at least one
   * @param order SQL expressions that break ties of event time for {@code first} and {@code last}
   */
  record Aggregated(
      String name,
      FeatureType type,
      ValuePolicy policy,
      String source,
      List<String> by,
      Aggregate aggregate,
      Window window,
      List<String> order)
      implements FeatureColumn {
    /** Checks the name. */
    public Aggregated {
      Identifiers.require("column", name);
      by = List.copyOf(by);
      order = List.copyOf(order);
    }
  }

  /**
   * The value of a SQL expression over the one state row that is valid at {@code as_of}; missing
   * where there is none. More than one valid row is an error of the data.
   *
   * @param source name of a state source
   * @param by spine keys that a state must match, out of the source's keys; at least one
   */
  record LookedUp(
      String name,
      FeatureType type,
      ValuePolicy policy,
      String source,
      List<String> by,
      String expression)
      implements FeatureColumn {
    /** Checks the name. */
    public LookedUp {
      Identifiers.require("column", name);
      by = List.copyOf(by);
    }
  }
}
