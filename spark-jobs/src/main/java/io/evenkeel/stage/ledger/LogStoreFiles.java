package io.evenkeel.stage.ledger;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Append-only files on whatever store Delta can commit to: the store's {@link LogStore} knows how
 * to make a file only if absent there (HDFS, ABFS, GCS; on S3 between processes only with a log
 * store that coordinates them).
 *
 * @param root a folder of the store
 */
public record LogStoreFiles(LogStore store, Path root, Configuration hadoop)
    implements AppendOnlyFiles {
  /** Sorts before every name that a ledger makes, and after names that start with a dot. */
  private static final String FIRST_NAME = "0";

  @Override
  public boolean putIfAbsent(String path, List<String> lines) {
    Path file = new Path(root, path);
    try {
      file.getFileSystem(hadoop).mkdirs(file.getParent());
      store.write(file, lines.iterator(), false, hadoop);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (IOException e) {
      throw failed("write", file, e);
    }
  }

  @Override
  public List<String> read(String path) {
    Path file = new Path(root, path);
    try (CloseableIterator<String> lines = store.read(file, hadoop)) {
      List<String> read = new ArrayList<>();
      lines.forEachRemaining(read::add);
      return List.copyOf(read);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = folder.isEmpty() ? root : new Path(root, folder);
    try {
      Iterator<FileStatus> entries = store.listFrom(new Path(path, FIRST_NAME), hadoop);
      List<String> names = new ArrayList<>();
      entries.forEachRemaining(entry -> names.add(entry.getPath().getName()));
      return names.stream().sorted().toList();
    } catch (FileNotFoundException none) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", path, e);
    }
  }

  private static EvenkeelException failed(String action, Path path, IOException cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE, "Could not %s %s: %s".formatted(action, path, cause))
        .safe("Events that were written are as they were.")
        .next("Check the store, then run the same command.")
        .causedBy(cause);
  }
}
