package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tells a disk that is full from a defect: whoever writes says so in words of its own, in the
 * middle of a chain of causes, and often without the place.
 */
public final class FullDisk {
  /** What the operating system says, as the JVM passes it on; the second is a quota's. */
  private static final List<String> SIGNS =
      List.of("No space left on device", "Disk quota exceeded");

  /** Less than this is full: no file of Spark's would fit. */
  private static final long LEAST_BYTES = 1 << 20;

  private FullDisk() {}

  /**
   * Returns the failure to tell, or empty where no disk is full, or the failure tells it already.
   *
   * @param folders where this machine may have written
   */
  public static Optional<EvenkeelException> in(Throwable failure, Stream<Path> folders) {
    if (failure instanceof EvenkeelException || !signs(failure)) {
      return Optional.empty();
    }
    TreeSet<String> full = new TreeSet<>();
    folders.filter(FullDisk::isFull).forEach(folder -> full.add(folder.toString()));
    String where = full.isEmpty() ? "a disk of a task or of Spark's own files" : full.toString();
    return Optional.of(
        EvenkeelException.of(Fault.RETRYABLE, "No space is left on the disk of " + where)
            .safe("published tables and the cache hold whole generations; nothing is there half")
            .next("make room, then run the same command again")
            .causedBy(failure));
  }

  private static boolean signs(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (SIGNS.stream().anyMatch(message::contains)
          || Stream.of(cause.getSuppressed()).anyMatch(FullDisk::signs)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFull(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      return store.getTotalSpace() > 0 && store.getUsableSpace() < LEAST_BYTES;
    } catch (IOException gone) {
      return false;
    }
  }
}
