package io.evenkeel.stage.warehouse;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/**
 * Delta's log on a local disk, safe between processes.
 *
 * <p>Delta's own store looks whether a commit file exists and then renames onto it, so two
 * processes can both commit one version and one of them is lost (delta issue 7567). Here a commit
 * is written to a temporary file, forced to disk, and hard-linked to its name: the operating system
 * makes a link for exactly one of them and refuses the others. A reader sees the whole commit or
 * none, also after a power failure.
 *
 * <p>Set {@code spark.delta.logStore.file.impl} to this class's name. Every process that writes a
 * table must use it. Thread-safe; keeps no state.
 */
public final class HardLinkLogStore extends HadoopFileSystemLogStore {
  /** Called by Delta. */
  public HardLinkLogStore(Configuration configuration) {
    super(configuration);
  }

  /**
   * Writes lines to a file of the log.
   *
   * @param overwrite true to replace the file in one step; false to create it
   * @throws FileAlreadyExistsException if the file exists and must not be replaced: another process
   *     has the version
   * @throws IOException if the disk refuses, or cannot make hard links; the log is then unchanged
   */
  @Override
  public void write(
      org.apache.hadoop.fs.Path path,
      Iterator<String> actions,
      Boolean overwrite,
      Configuration configuration)
      throws IOException {
    Path target = local(path, configuration);
    Path folder = target.resolveSibling("");
    Path temporary =
        folder.resolve(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
    Files.createDirectories(folder);
    try {
      writeToDisk(temporary, actions);
      // Hadoop keeps a checksum beside files that it wrote; one of an older file would refuse ours.
      Files.deleteIfExists(folder.resolve(".%s.crc".formatted(target.getFileName())));
      if (overwrite) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(target, temporary);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  /**
   * Returns true, although commits are never seen in part: Delta asks this for checkpoints, which
   * it writes by itself, and a true makes it rename them into place.
   */
  @Override
  public Boolean isPartialWriteVisible(
      org.apache.hadoop.fs.Path path, Configuration configuration) {
    return true;
  }

  private static void writeToDisk(Path file, Iterator<String> lines) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
      while (lines.hasNext()) {
        writer.write(lines.next());
        writer.write('\n');
      }
      writer.flush();
      channel.force(true);
    }
  }

  private static void link(Path target, Path written) throws IOException {
    try {
      Files.createLink(target, written);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw new IOException(
          "The disk of %s cannot make hard links, which safe commits need; put the tables on another disk, or set spark.delta.logStore.file.impl to io.delta.storage.LocalLogStore and let one process write at a time"
              .formatted(target.resolveSibling("")),
          e);
    }
  }

  /** Forces the folder, so that the new name itself survives a power failure. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path local(org.apache.hadoop.fs.Path path, Configuration configuration)
      throws IOException {
    URI uri = resolvePathOnPhysicalStorage(path, configuration).toUri();
    if (!"file".equals(uri.getScheme())) {
      throw new IOException(
          "%s is not on a local disk; HardLinkLogStore is for file:".formatted(uri));
    }
    return Path.of(uri.getPath());
  }
}
