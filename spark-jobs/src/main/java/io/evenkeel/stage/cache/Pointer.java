package io.evenkeel.stage.cache;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code CURRENT} says: which generation readers are led to, and what a rollback would do. */
record Pointer(
    CacheGeneration current,
    Optional<CacheGeneration> previous,
    Optional<CacheGeneration> rejected) {
  /** Tells whether {@code generation} may take the place of the current one. */
  boolean admits(CacheGeneration generation) {
    return generation.newerThan(current) && !rejected.equals(Optional.of(generation));
  }

  /** Returns the pointer after a switch; a newer generation makes a rejected one history. */
  Pointer switchedTo(CacheGeneration generation) {
    return new Pointer(
        generation, Optional.of(current), rejected.filter(r -> r.newerThan(generation)));
  }

  /** Tells whether a rollback, a release or a reader may yet need {@code generation}. */
  boolean keeps(CacheGeneration generation) {
    return generation.newerThan(current)
        || generation.equals(current)
        || previous.equals(Optional.of(generation))
        || rejected.equals(Optional.of(generation));
  }

  Sealed sealed() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("current", current.toString());
    previous.ifPresent(generation -> fields.put("previous", generation.toString()));
    rejected.ifPresent(generation -> fields.put("rejected", generation.toString()));
    return Sealed.of(fields);
  }

  static Pointer of(Sealed sealed) {
    Document pointer = sealed.document();
    return new Pointer(
        CacheGeneration.named(pointer.text("current")).orElseThrow(),
        pointer.optionalText("previous").flatMap(CacheGeneration::named),
        pointer.optionalText("rejected").flatMap(CacheGeneration::named));
  }
}
