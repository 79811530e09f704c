package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder in which a generation is being built, beside those of others who build one at the same
 * time: nobody waits for a builder, which may be slow or asleep. Its builder holds a lock on a file
 * beside it for as long as it lives, so that others know what a dead one left.
 *
 * @param folder of the model
 * @param path of this folder
 * @param builder keeps the lock
 */
record BuildFolder(ModelFolder folder, Path path, FileChannel builder) implements AutoCloseable {
  private static final String BUILDING = ".building";
  private static final String LOCK = ".lock";
  private static final int ID_LENGTH = 8;

  /** Locks of this process: to open another's file a second time would drop its lock. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /** Makes a new folder; the caller has locked the model's folder, so that it is whole at once. */
  static BuildFolder create(ModelFolder folder, CacheGeneration generation) {
    String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
    Path path = folder.path().toAbsolutePath().resolve(generation + "." + id + BUILDING);
    try {
      FileChannel builder =
          FileChannel.open(lock(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (builder.tryLock() == null) {
        throw new IOException("somebody else has its lock");
      }
      OURS.add(lock(path));
      return new BuildFolder(folder, DurableFolder.create(path).path(), builder);
    } catch (IOException e) {
      throw ModelFolder.failed("make", path, e);
    }
  }

  /** Tells whether a folder is one of these, by its name. */
  static boolean isOne(Path folder) {
    return folder.toFile().getName().endsWith(BUILDING);
  }

  /** Removes a folder whose builder is no more; leaves one whose builder lives. */
  static void removeAbandoned(ModelFolder folder, Path path) {
    Path lock = lock(path.toAbsolutePath());
    if (OURS.contains(lock)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        return;
      }
    } catch (NoSuchFileException none) {
      // Its builder removed the lock and then died, or an older version made it.
    } catch (OverlappingFileLockException ending) {
      return; // A builder of this process, which ends at this moment.
    } catch (IOException e) {
      throw ModelFolder.failed("lock", lock, e);
    }
    folder.delete(path);
    folder.delete(lock);
  }

  /** Lets go of it; what is still there is of no use. */
  @Override
  public void close() {
    Path lock = lock(path);
    try {
      folder.delete(path);
      builder.close();
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw ModelFolder.failed("remove", path, e);
    } finally {
      OURS.remove(lock);
    }
  }

  private static Path lock(Path path) {
    return path.resolveSibling(path.toFile().getName() + LOCK);
  }
}
