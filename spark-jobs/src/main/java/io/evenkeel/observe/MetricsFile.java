package io.evenkeel.observe;

import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a run's metrics into a folder that node_exporter's textfile collector reads: one file for
 * a model and role, there whole or not at all.
 */
record MetricsFile(Path folder) implements RunObserver {
  @Override
  public void started(RunRecord run) {}

  @Override
  public void ended(RunRecord run) {
    Slot slot = run.claim().slot();
    Path file = folder.resolve("evenkeel_%s_%s.prom".formatted(slot.model(), slot.role()));
    // The collector reads *.prom only; a file that is being written has another name.
    Path half = folder.resolve(file.getFileName() + "." + run.claim().run());
    try {
      Files.createDirectories(folder);
      Files.writeString(half, RunMetrics.text(run));
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DeliveryException("%s can't be written: %s".formatted(file, e), e);
    }
  }
}
