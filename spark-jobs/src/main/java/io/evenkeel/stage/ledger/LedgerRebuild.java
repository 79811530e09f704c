package io.evenkeel.stage.ledger;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a slot's log anew from what tables remember of its runs. The old log is set aside, never
 * removed. Runs that published nothing are forgotten, but for their numbers: the new log ends with
 * a claim above every generation that can have been claimed, so that whoever still holds one is
 * fenced.
 *
 * @param root the ledger's folder, on a local disk
 */
public record LedgerRebuild(Path root, Clock clock) {
  /** The fact that marks the claim with which a rebuilt log ends. */
  static final String FENCE = "fence";

  private static final List<RunState> PATH =
      List.of(
          RunState.CLAIMED,
          RunState.STAGED,
          RunState.AUDITED,
          RunState.PUBLISHED,
          RunState.CACHED,
          RunState.DONE,
          RunState.ROLLED_BACK);

  /** Returns the slots whose log is not as it was written. */
  public List<Slot> damaged() {
    AppendOnlyFiles files = new LocalFiles(root);
    return RunListing.slots(files).stream().filter(slot -> !readable(files, slot)).toList();
  }

  /** Tells whether the ledger has any event of the slot. */
  public boolean knows(Slot slot) {
    return !new LocalFiles(root).list(slot.path()).isEmpty();
  }

  /**
   * Writes the log of a slot that no run works on.
   *
   * @param known runs that published, in any order
   * @param atLeast a generation that was claimed, as far as other places show; 0 for none
   * @return where the old log is now
   * @throws EvenkeelException with fault RETRYABLE, if the disk fails; the old log is then where it
   *     was, or set aside whole
   */
  public Path rebuild(Slot slot, List<Remembered> known, int atLeast) {
    Instant now = clock.instant();
    String name = slot.path().replace('/', '_') + "-" + now.toEpochMilli();
    LocalFiles rebuilt = new LocalFiles(root.resolve(".rebuilt").resolve(name));
    // Each generation has at least one event, so there were no more generations than events.
    int claimed = Math.max(atLeast, new LocalFiles(root).list(slot.path()).size());
    write(rebuilt, slot, known, claimed, now);
    return swap(slot, rebuilt.root().resolve(slot.path()), name);
  }

  private static void write(
      AppendOnlyFiles files, Slot slot, List<Remembered> known, int claimed, Instant now) {
    int newest = claimed;
    for (Remembered run : inOrder(known)) {
      newest = Math.max(newest, run.claim().generation().number());
      write(files, run);
    }
    Claim fence = new Claim(slot, new Generation(newest + 1), RunId.next(now));
    append(files, fence, RunState.CLAIMED, now, Map.of(FENCE, true));
    append(
        files,
        fence,
        RunState.FAILED,
        now,
        Map.of("error", "No run: this slot's log was rebuilt from tables, and fences older runs"));
  }

  private static List<Remembered> inOrder(List<Remembered> known) {
    return known.stream()
        .sorted(Comparator.comparing((Remembered run) -> run.claim().generation()))
        .toList();
  }

  private static void write(AppendOnlyFiles files, Remembered run) {
    Map<String, Object> facts = new LinkedHashMap<>(run.facts());
    facts.put("rebuilt", true);
    for (RunState state : PATH.subList(0, PATH.indexOf(run.state()) + 1)) {
      append(files, run.claim(), state, run.at(), facts);
      facts.clear();
    }
  }

  private static void append(
      AppendOnlyFiles files, Claim claim, RunState state, Instant at, Map<String, Object> facts) {
    Event event = History.read(files, claim.slot()).next(claim, state, at, facts);
    String path = claim.slot().path() + "/" + Event.fileName(event.number());
    if (!files.putIfAbsent(path, event.sealed().lines())) {
      throw EvenkeelException.of(Fault.RETRYABLE, "Another process rebuilds " + claim.slot())
          .safe("The log that is in use is not touched.")
          .next("./evenkeel doctor");
    }
  }

  private Path swap(Slot slot, Path rebuilt, String name) {
    Path log = root.resolve(slot.path());
    Path aside = DurableFolder.create(root.resolve(".damaged")).path().resolve(name);
    if (Files.isDirectory(log)) {
      new DurableFolder(root).rename(slot.path(), root.relativize(aside).toString());
    }
    DurableFolder.create(root.resolve(slot.path()).resolveSibling("").normalize());
    new DurableFolder(root).rename(root.relativize(rebuilt).toString(), slot.path());
    return aside;
  }

  private static boolean readable(AppendOnlyFiles files, Slot slot) {
    try {
      return !History.read(files, slot).events().isEmpty();
    } catch (EvenkeelException changed) {
      return false;
    }
  }
}
