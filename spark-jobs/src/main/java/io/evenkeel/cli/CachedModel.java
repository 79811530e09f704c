package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.cache.CacheStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** The model that {@code evenkeel lookup} or a command of {@code evenkeel cache} is about. */
final class CachedModel {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
  private String model = "";

  /**
   * Returns the model's name.
   *
   * @throws EvenkeelException with fault USAGE, if it could leave the cache's folder
   */
  String name() {
    try {
      return Slot.requireName("model", model);
    } catch (IllegalArgumentException e) {
      throw EvenkeelException.of(Fault.USAGE, String.valueOf(e.getMessage()))
          .safe("nothing was read or changed")
          .next("./evenkeel runs lists the models that have runs");
    }
  }

  /** Prints what is cached, led by what was done. */
  static void print(String done, CacheStatus status, boolean json) {
    if (json) {
      System.out.println(JsonJournal.text(facts(done, status)));
      return;
    }
    System.out.printf(
        "%-9s%s  live %s, %,d rows, from predictions@v%d by %s%n",
        done,
        status.model(),
        status.current(),
        status.rows(),
        status.deltaVersion(),
        status.runId());
    System.out.printf(
        "         before it %s%s%n",
        status.previous().map(Object::toString).orElse("nothing: no rollback is possible"),
        status.rejected().map(taken -> "; taken back is " + taken).orElse(""));
  }

  private static Map<String, Object> facts(String done, CacheStatus status) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("step", done);
    facts.put("model", status.model());
    facts.put("live", status.current().toString());
    facts.put("rows", status.rows());
    facts.put("predictions_version", status.deltaVersion());
    facts.put("run_id", status.runId());
    status.previous().ifPresent(generation -> facts.put("previous", generation.toString()));
    status.rejected().ifPresent(generation -> facts.put("taken_back", generation.toString()));
    return facts;
  }
}
