package io.evenkeel.stage.ledger;

import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slot's events as they were at one moment, checked: numbers without a gap, each with the digest
 * of the one before.
 */
public record History(Slot slot, List<Event> events) {
  /** Copies the list. */
  public History {
    events = List.copyOf(events);
  }

  /** Reads a slot's events; none where it was never claimed. */
  static History read(AppendOnlyFiles files, Slot slot) {
    List<Event> events = new ArrayList<>();
    String previous = Event.NONE;
    for (String name : files.list(slot.path())) {
      String path = slot.path() + "/" + name;
      long number = events.size() + 1L;
      if (!name.equals(Event.fileName(number))) {
        throw changed("%s is in the place of %s".formatted(path, Event.fileName(number)));
      }
      Sealed sealed =
          Sealed.open(files.read(path))
              .orElseThrow(() -> changed("%s differs from its own SHA-256".formatted(path)));
      Event event = Event.of(sealed);
      if (event.number() != number || !event.previous().equals(previous)) {
        throw changed("%s does not follow the event before it".formatted(path));
      }
      events.add(event);
      previous = sealed.sha256();
    }
    return new History(slot, events);
  }

  /** Returns the newest generation claimed, or empty where there is none. */
  public Optional<Generation> newest() {
    return events.stream().map(Event::generation).max(Comparator.naturalOrder());
  }

  /** Returns one record for each generation, oldest first. */
  public List<RunRecord> runs() {
    Map<Generation, List<Event>> byGeneration = new LinkedHashMap<>();
    for (Event event : events) {
      byGeneration.computeIfAbsent(event.generation(), g -> new ArrayList<>()).add(event);
    }
    return byGeneration.values().stream().map(this::record).toList();
  }

  /** Returns the newest generation's record, or empty where there is none. */
  public Optional<RunRecord> newestRun() {
    Collection<RunRecord> runs = runs();
    return runs.stream().filter(run -> !run.superseded()).findFirst();
  }

  /** Returns the event that would be the next. */
  Event next(Claim claim, RunState state, Instant at, Map<String, Object> facts) {
    String previous =
        events.isEmpty() ? Event.NONE : events.get(events.size() - 1).sealed().sha256();
    return new Event(
        events.size() + 1L, state, claim.generation(), claim.run(), at, previous, facts);
  }

  private RunRecord record(List<Event> generation) {
    Event first = generation.get(0);
    Claim claim = new Claim(slot, first.generation(), first.run());
    boolean superseded = newest().filter(n -> n.newerThan(first.generation())).isPresent();
    return RunRecord.of(claim, generation, superseded);
  }

  private static EvenkeelException changed(String problem) {
    return EvenkeelException.of(Fault.GATE, "The ledger was changed: " + problem)
        .safe("Tables and caches are as they were; other slots are not touched.")
        .next("./evenkeel doctor");
  }
}
