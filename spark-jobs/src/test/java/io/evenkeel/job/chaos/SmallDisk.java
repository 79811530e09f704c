package io.evenkeel.job.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.AssumptionViolatedException;

/** A disk of 64 MB in memory, mounted at a folder, which can be filled and emptied. */
final class SmallDisk implements AutoCloseable {
  private static final String BALLAST = "ballast";
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts a folder on a disk of its own, with what is in it; the test is skipped where this process
   * may not mount.
   */
  static SmallDisk at(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path before = folder.resolveSibling(folder.getFileName() + ".before");
    SmallDisk disk = new SmallDisk(folder);
    run("cp", "-a", folder.toString(), before.toString());
    try {
      run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder.toString());
    } catch (IOException refused) {
      throw new AssumptionViolatedException("Only root mounts disks", refused);
    }
    run("cp", "-a", before + "/.", folder.toString());
    return disk;
  }

  /** Fills it to the last block. */
  void fill() throws IOException {
    FileStore store = Files.getFileStore(folder);
    try (OutputStream ballast = Files.newOutputStream(folder.resolve(BALLAST))) {
      byte[] block = new byte[BLOCK];
      while (store.getUsableSpace() > 0) {
        ballast.write(block);
      }
    } catch (IOException full) {
      if (store.getUsableSpace() >= BLOCK) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  void empty() throws IOException {
    Files.deleteIfExists(folder.resolve(BALLAST));
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
