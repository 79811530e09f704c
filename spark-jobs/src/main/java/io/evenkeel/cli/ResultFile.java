package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.ScoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that a scheduler reads to know how a run ended, since a cluster may hide exit codes: one
 * JSON object, there whole or not at all. An object of an earlier run is removed at the start, so
 * that none is mistaken for this run's.
 *
 * @param path where it is written; its folder is there
 */
record ResultFile(Path path) {

  /**
   * Removes what an earlier run wrote.
   *
   * @throws EvenkeelException with fault USAGE, if the file cannot be written there
   */
  void clear() {
    try {
      Files.deleteIfExists(path);
      if (!Files.isDirectory(path.toAbsolutePath().resolveSibling("."))) {
        throw unwritable("its folder is not there");
      }
    } catch (IOException e) {
      throw unwritable(e.toString()).causedBy(e);
    }
  }

  /** Writes how a run ended that came to its end. */
  void write(ScoreResult result, int exitCode) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("exit_code", exitCode);
    object.put("run_id", result.runId());
    object.put("already_done", result.alreadyDone());
    object.putAll(result.facts());
    write(JsonJournal.text(object));
  }

  /** Writes what the steps of a run found that came to its end: what {@code --json} prints. */
  void write(List<Map<String, Object>> steps) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("exit_code", 0);
    object.put("steps", steps);
    write(JsonJournal.text(object));
  }

  /** Writes why a run stopped: the object that {@code --json} prints. */
  void write(EvenkeelException failure) {
    write(FailureText.json(failure));
  }

  private void write(String json) {
    Path whole = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      Files.writeString(whole, json + "\n");
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e.toString()).causedBy(e);
    }
  }

  private EvenkeelException unwritable(String why) {
    return EvenkeelException.of(
            Fault.USAGE, "The result file %s cannot be written: %s".formatted(path, why))
        .safe("The run itself is on the record: ./evenkeel runs")
        .next("name a file in a folder that is there with --result-json");
  }
}
