package io.evenkeel.stage.ledger;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of a slot's log.
 *
 * @param number its place in the log, from 1
 * @param at when it was written, by the writer's clock; order is by number, never by this
 * @param previous SHA-256 of the event before it, 64 zeros for the first
 * @param facts what is known of the run by then: text, integers, numbers, booleans, maps and lists;
 *     by name. Names that are columns of the runs table become its values
 */
public record Event(
    long number,
    RunState state,
    Generation generation,
    RunId run,
    Instant at,
    String previous,
    Map<String, Object> facts) {
  /** The {@code previous} of a slot's first event. */
  static final String NONE = "0".repeat(64);

  /** Copies the facts, in the order of their names. */
  public Event {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** Returns the name of the file of event {@code number}, which sorts by number. */
  static String fileName(long number) {
    return "%020d.json".formatted(number);
  }

  /** Returns the event as its file holds it. */
  Sealed sealed() {
    return Sealed.of(
        Map.of(
            "number", number,
            "state", state.name(),
            "generation", generation.number(),
            "run_id", run.value(),
            "at", at.toString(),
            "previous", previous,
            "facts", facts));
  }

  /** Returns the event that {@link #sealed()} wrote. */
  static Event of(Sealed sealed) {
    Document event = sealed.document();
    return new Event(
        event.number("number"),
        RunState.valueOf(event.text("state")),
        new Generation((int) event.number("generation")),
        new RunId(event.text("run_id")),
        Instant.parse(event.text("at")),
        event.text("previous"),
        event.object("facts").fields());
  }
}
