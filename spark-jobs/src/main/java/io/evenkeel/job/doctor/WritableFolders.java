package io.evenkeel.job.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The folders that runs write: each can be written, can hold hard links (by which the ledger and
 * Delta's log commit on a local disk) and has room. A folder that is not there yet is judged by the
 * nearest one above it.
 *
 * @param folders name of the setting to the folder
 * @param leastFree bytes of free space below which a folder is ill
 */
public record WritableFolders(Map<String, Path> folders, long leastFree) implements Examination {
  private static final String SUBJECT = "folders";
  private static final double GIGABYTE = 1e9;

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    folders.forEach((setting, folder) -> look(setting, folder, findings));
    return findings.isEmpty()
        ? List.of(
            Finding.well(
                SUBJECT, "%s can be written, hold links and have room".formatted(folders.keySet())))
        : findings;
  }

  private void look(String setting, Path folder, List<Finding> findings) {
    Path there = folder.toAbsolutePath();
    while (!Files.isDirectory(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      tryLink(there);
      long free = Files.getFileStore(there).getUsableSpace();
      if (free < leastFree) {
        findings.add(
            Finding.ill(
                SUBJECT,
                "%s (%s) has %.1f GB left".formatted(folder, setting, free / GIGABYTE),
                "free space there, or ./evenkeel maintain"));
      }
    } catch (IOException | UnsupportedOperationException e) {
      findings.add(
          Finding.ill(
              SUBJECT,
              "%s (%s) can't be written, or holds no hard links: %s".formatted(folder, setting, e),
              "correct its permissions, or set %s to another folder".formatted(setting)));
    }
  }

  private static void tryLink(Path folder) throws IOException {
    Path file = folder.resolve("." + UUID.randomUUID() + ".tmp");
    Path link = folder.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      Files.createFile(file);
      Files.createLink(link, file);
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(file);
    }
  }
}
