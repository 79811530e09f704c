package io.evenkeel.observe;

import io.evenkeel.stage.ledger.RunRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Sends a run's OpenLineage events: START when it has claimed its slot, COMPLETE or FAIL at its
 * end.
 *
 * @param delivery takes one event as JSON on one line
 */
record Lineage(LineageEvents events, Consumer<String> delivery) implements RunObserver {
  /** Events go to the end of a file, one a line, as OpenLineage's file transport has them. */
  static Lineage toFile(LineageEvents events, Path file) {
    return new Lineage(events, event -> append(file, event));
  }

  /** Events are posted, as OpenLineage's HTTP transport does. */
  static Lineage toHttp(LineageEvents events, URI url, HttpDelivery http) {
    return new Lineage(events, event -> http.deliver("POST", url, "application/json", event));
  }

  @Override
  public void started(RunRecord run) {
    delivery.accept(events.started(run));
  }

  @Override
  public void ended(RunRecord run) {
    delivery.accept(events.ended(run));
  }

  /** One write of one line: lines of processes that write side by side stay whole. */
  private static void append(Path file, String event) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new DeliveryException("%s can't be written: %s".formatted(file, e), e);
    }
  }
}
