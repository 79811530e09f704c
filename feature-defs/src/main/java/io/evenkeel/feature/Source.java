package io.evenkeel.feature;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that features are taken from: events that happen once, or states that hold for a time.
 */
public sealed interface Source {
  /** Returns the source's name in the definition. */
  String name();

  /** Returns the warehouse table. */
  String table();

  /**
   * Returns spine key name to SQL expression over the source; a null on either side matches
   * nothing.
   */
  Map<String, String> keys();

  /** Returns the SQL condition that a row must meet, after de-duplication; empty for every row. */
  Optional<String> where();

  /** Returns derived columns, name to SQL expression, evaluated before every other expression. */
  Map<String, String> row();

  /**
   * Things that happen at an instant.
   *
   * @param eventTime SQL expression of type timestamp; a null event time matches no window
   * @param availability when an event can be seen
   * @param dedup how several versions of one event become one; empty where each row is an event
   */
  record Events(
      String name,
      String table,
      Map<String, String> keys,
      String eventTime,
      Availability availability,
      Optional<Dedup> dedup,
      Optional<String> where,
      Map<String, String> row)
      implements Source {
    /** Copies the maps, keeping their order. */
    public Events {
      Identifiers.require("source", name);
      keys = Ordered.copy(keys);
      row = Ordered.copy(row);
    }
  }

  /**
   * Things that hold from one instant to another: {@code from <= as_of < to}.
   *
   * @param knownAt SQL expression of type timestamp; empty where a state is known when it starts
   * @param validity the interval; empty for a table declared {@code valid = always}
   */
  record States(
      String name,
      String table,
      Map<String, String> keys,
      Optional<String> knownAt,
      Optional<Validity> validity,
      Optional<String> where,
      Map<String, String> row)
      implements Source {
    /** Copies the maps, keeping their order. */
    public States {
      Identifiers.require("source", name);
      keys = Ordered.copy(keys);
      row = Ordered.copy(row);
    }
  }

  /** When an event can be seen: exactly one of the two. */
  sealed interface Availability {
    /** At an instant that the table tells: visible where {@code known_at <= as_of}. */
    record KnownAt(String expression) implements Availability {}

    /** A fixed time after the event: the window ends at {@code as_of - delay}. */
    record Delay(Duration delay) implements Availability {
      /** Refuses a negative delay. */
      public Delay {
        if (delay.isNegative()) {
          throw new IllegalArgumentException("A delay of %s is negative".formatted(delay));
        }
      }
    }
  }

  /**
   * Versions of one event: of those visible at {@code as_of}, the latest known is kept. Two that
   * are known at the same instant and differ are an error.
   *
   * @param key SQL expressions that identify the event; at least one
   */
  record Dedup(List<String> key) {
    /** Copies the list. */
    public Dedup {
      key = List.copyOf(key);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("dedup.key names no expression");
      }
    }
  }

  /**
   * A state's interval.
   *
   * @param from SQL expression of type timestamp; a null never starts
   * @param to SQL expression of type timestamp; a null never ends
   */
  record Validity(String from, String to) {}
}
