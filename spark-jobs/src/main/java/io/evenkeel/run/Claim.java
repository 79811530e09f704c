package io.evenkeel.run;

import java.util.Map;

/** A generation of a slot and the one run that owns it. */
public record Claim(Slot slot, Generation generation, RunId run) {
  /** Returns what files and commits say of their owner, by the names they use. */
  public Map<String, Object> fields() {
    return Map.of(
        "model", slot.model(),
        "role", slot.role(),
        "score_date", slot.scoreDate().toString(),
        "generation", generation.number(),
        "run_id", run.value());
  }

  @Override
  public String toString() {
    return "generation %s of %s (%s)".formatted(generation, slot, run);
  }
}
