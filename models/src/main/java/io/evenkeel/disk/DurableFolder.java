package io.evenkeel.disk;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A local folder whose files appear whole or not at all, also when the machine stops: a file is
 * written under a temporary name that starts with a dot, forced to the disk, given its name in one
 * step, and the folder's own entry is forced to the disk too. Safe between threads and processes.
 * Every method fails with fault RETRYABLE, naming the path.
 */
public record DurableFolder(Path path) {

  /** Returns the folder, made if need be, its entries in its parents forced to the disk. */
  public static DurableFolder create(Path path) {
    try {
      Path absolute = path.toAbsolutePath().normalize();
      Path parent = absolute.getParent();
      if (parent != null && !Files.isDirectory(absolute)) {
        create(parent);
        Files.createDirectories(absolute);
        new DurableFolder(parent).sync();
      }
      return new DurableFolder(absolute);
    } catch (IOException e) {
      throw failed("make the folder", path, e);
    }
  }

  /**
   * Writes a file unless one of that name exists: a hard link either is made or is not, for every
   * process of the machine, where "exists, then rename" lets two writers both succeed.
   *
   * @return whether this call made the file
   */
  public boolean putIfAbsent(String name, byte[] content) {
    Path target = path.resolve(name);
    try {
      Path temporary = writeTemporary(content);
      try {
        Files.createLink(target, temporary);
      } catch (FileAlreadyExistsException taken) {
        return false;
      } finally {
        Files.deleteIfExists(temporary);
      }
      sync();
      return true;
    } catch (IOException e) {
      throw failed("write", target, e);
    }
  }

  /** Writes a file, in place of one of that name. */
  public void replace(String name, byte[] content) {
    Path target = path.resolve(name);
    try {
      Files.move(
          writeTemporary(content),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync();
    } catch (IOException e) {
      throw failed("write", target, e);
    }
  }

  /** Gives one of this folder's entries another name, which nothing may bear. */
  public void rename(String from, String to) {
    try {
      Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
      sync();
    } catch (IOException e) {
      throw failed("rename to " + to, path.resolve(from), e);
    }
  }

  /** Forces the folder's entries to the disk. */
  public void sync() {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failed("force to the disk", path, e);
    }
  }

  private Path writeTemporary(byte[] content) throws IOException {
    Path temporary = path.resolve("." + UUID.randomUUID() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return temporary;
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static EvenkeelException failed(String action, Path path, IOException cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE, "Could not %s %s: %s".formatted(action, path, cause))
        .safe("Files that were there are as they were.")
        .next("Check the disk's space and permissions, then run the same command.")
        .causedBy(cause);
  }
}
