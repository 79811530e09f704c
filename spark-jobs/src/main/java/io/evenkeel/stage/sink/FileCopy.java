package io.evenkeel.stage.sink;

import io.evenkeel.delta.FileStatistics;
import io.evenkeel.delta.TableFile;
import io.evenkeel.disk.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Copies a stage's files into a table's folder, byte for byte, where tasks run. Each copy has a
 * name that no other try gives, and tells the digest of the bytes that went into it.
 *
 * @param data the stage's data folder
 * @param table the table's folder
 * @param partition the copies' folder, in the table's
 */
record FileCopy(String data, String table, String partition, SerializableConfiguration hadoop)
    implements Function<StagedFile, FileCopy.Outcome> {

  /**
   * What became of a file.
   *
   * @param found the file as it was read
   * @param copy none where it was read otherwise than it was staged
   */
  record Outcome(StagedFile found, List<TableFile> copy) implements Serializable {}

  /** Copies files, one task each. */
  static List<Outcome> all(
      JavaSparkContext context, Stage stage, List<StagedFile> files, String table, String folder) {
    FileCopy copy =
        new FileCopy(
            stage.data(),
            table,
            folder,
            new SerializableConfiguration(context.hadoopConfiguration()));
    return files.isEmpty()
        ? List.of()
        : context.parallelize(files, files.size()).map(copy).collect();
  }

  @Override
  public Outcome call(StagedFile file) throws IOException {
    String name = "part-%s.c000.snappy.parquet".formatted(UUID.randomUUID());
    Path to = new Path(new Path(table, partition), name);
    FileSystem store = to.getFileSystem(hadoop.value());
    StagedFile found = copied(file, store, to);
    if (!found.equals(file)) {
      store.delete(to, /* recursive= */ false);
      return new Outcome(found, List.of());
    }
    FileStatus status = store.getFileStatus(to);
    return new Outcome(
        found,
        List.of(
            new TableFile(
                partition + "/" + name,
                status.getLen(),
                status.getModificationTime(),
                FileStatistics.of(to, hadoop.value()))));
  }

  /** A file that cannot be read is none that was staged; one that cannot be written is thrown. */
  private StagedFile copied(StagedFile file, FileSystem store, Path to) throws IOException {
    Path from = new Path(data, file.path());
    FileSystem staged = from.getFileSystem(hadoop.value());
    try (FSDataOutputStream out = store.create(to, /* overwrite= */ false)) {
      return copied(file, staged, from, out);
    }
  }

  private static StagedFile copied(
      StagedFile file, FileSystem store, Path from, FSDataOutputStream out) throws IOException {
    try (Copying copying = new Copying(store.open(from), out)) {
      try {
        String digest = Sha256.of(copying);
        return new StagedFile(file.path(), copying.length(), digest);
      } catch (IOException e) {
        copying.requireWritten();
        return unreadable(file, e);
      }
    } catch (FileNotFoundException missing) {
      return unreadable(file, missing);
    }
  }

  private static StagedFile unreadable(StagedFile file, IOException e) {
    return new StagedFile(file.path(), -1, "unreadable: " + e.getMessage());
  }
}
