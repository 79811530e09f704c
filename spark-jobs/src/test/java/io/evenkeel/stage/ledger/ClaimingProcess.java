package io.evenkeel.stage.ledger;

import io.evenkeel.run.Claim;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A process that claims a slot many times, waits until three such processes have, and tries to go
 * on with each claim.
 */
final class ClaimingProcess {
  static final int CLAIMS = 12;
  static final int WON = 0;
  static final int FENCED = 30;
  private static final int PROCESSES = 3;

  private ClaimingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Ledger ledger = new Ledger(new LocalFiles(Path.of(arguments[0])), Clock.systemUTC());
    Slot slot = new Slot(arguments[1], arguments[2], LocalDate.parse(arguments[3]));
    RunKey key = RunKey.of(slot.scoreDate(), Map.of(), "f", "m", "c");
    Claim[] claims = new Claim[CLAIMS];
    for (int i = 0; i < CLAIMS; i++) {
      claims[i] = ledger.claim(slot, RunId.next(Instant.EPOCH), key, Map.of());
    }
    while (ledger.history(slot).runs().size() < PROCESSES * CLAIMS) {
      Thread.sleep(10);
    }
    boolean won = false;
    for (Claim claim : claims) {
      won |= LedgerTest.goesOn(ledger, claim);
    }
    System.exit(won ? WON : FENCED);
  }
}
