package io.evenkeel.stage.ledger;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every run that the ledger knows, the one started last first. Reads each event file once; starts
 * no Spark.
 *
 * @param problems one for each slot whose log was changed; the runs of such a slot are left out
 */
public record RunListing(List<RunRecord> runs, List<EvenkeelException> problems) {
  /** Copies the lists. */
  public RunListing {
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }

  /** Returns all runs. */
  public static RunListing of(AppendOnlyFiles files) {
    List<RunRecord> runs = new ArrayList<>();
    List<EvenkeelException> problems = new ArrayList<>();
    for (Slot slot : slots(files)) {
      try {
        runs.addAll(History.read(files, slot).runs());
      } catch (EvenkeelException changed) {
        problems.add(changed);
      }
    }
    runs.sort(Comparator.comparing(RunRecord::startedAt).reversed());
    return new RunListing(runs, problems);
  }

  /** Returns the run with that id, or empty where there is none. */
  public Optional<RunRecord> run(RunId id) {
    return runs.stream().filter(run -> run.claim().run().equals(id)).findFirst();
  }

  /** Returns every slot that has a log, readable or not. */
  static List<Slot> slots(AppendOnlyFiles files) {
    List<Slot> slots = new ArrayList<>();
    for (String model : files.list("")) {
      for (String role : files.list(model)) {
        for (String date : files.list(model + "/" + role)) {
          slots.add(new Slot(model, role, LocalDate.parse(date)));
        }
      }
    }
    return slots;
  }
}
