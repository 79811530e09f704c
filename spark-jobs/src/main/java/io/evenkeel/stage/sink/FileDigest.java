package io.evenkeel.stage.sink;

import io.evenkeel.disk.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Digests a stage's files where tasks run, since a stage may be large.
 *
 * @param data the stage's data folder
 */
record FileDigest(String data, SerializableConfiguration hadoop)
    implements Function<String, StagedFile> {

  /** Returns every data file under {@code data} with its length and digest; one task a file. */
  static List<StagedFile> all(SparkSession spark, Path data) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    FileDigest digest =
        new FileDigest(
            data.toString(), new SerializableConfiguration(context.hadoopConfiguration()));
    List<String> paths = list(data.getFileSystem(context.hadoopConfiguration()), data);
    return paths.isEmpty()
        ? List.of()
        : context.parallelize(paths, paths.size()).map(digest).collect();
  }

  /** A file that cannot be read has no digest that any manifest could hold. */
  @Override
  public StagedFile call(String path) {
    Path file = new Path(data, path);
    try {
      FileSystem store = file.getFileSystem(hadoop.value());
      try (FSDataInputStream in = store.open(file)) {
        return new StagedFile(path, store.getFileStatus(file).getLen(), Sha256.of(in));
      }
    } catch (IOException unreadable) {
      return new StagedFile(path, -1, "unreadable: " + unreadable.getMessage());
    }
  }

  private static List<String> list(FileSystem store, Path data) throws IOException {
    String root = store.makeQualified(data).toString() + "/";
    List<String> paths = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> files = store.listFiles(data, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (!file.getName().startsWith("_") && !file.getName().startsWith(".")) {
        paths.add(file.toString().substring(root.length()));
      }
    }
    return paths;
  }
}
