package io.evenkeel.stage.warehouse;

import io.evenkeel.SparkTestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.rules.TemporaryFolder;

/** A folder to load, written by a test: one Parquet file with the numbers 1, 2 and 3. */
final class SmallFolder {
  private final Path path;

  private SmallFolder(Path path) {
    this.path = path;
  }

  static SmallFolder in(TemporaryFolder temporary) throws Exception {
    SmallFolder folder = new SmallFolder(temporary.newFolder().toPath());
    return folder.numbers("SELECT id AS n FROM range(1, 4)").sums();
  }

  Path path() {
    return path;
  }

  /** Replaces {@code numbers.parquet}, and leaves the sums as they are. */
  SmallFolder numbers(String query) throws IOException {
    Path written = path.resolve("written");
    SparkTestSession.session().sql(query).coalesce(1).write().parquet(written.toString());
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (file.toString().endsWith(".parquet")) {
          Files.copy(
              file,
              path.resolve("numbers.parquet"),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(file);
      }
    }
    return this;
  }

  /** Writes SHA256SUMS for the Parquet file. */
  SmallFolder sums() throws Exception {
    byte[] bytes = Files.readAllBytes(path.resolve("numbers.parquet"));
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return file("SHA256SUMS", sum + "  numbers.parquet\n");
  }

  /** Writes a file. */
  SmallFolder file(String name, String text) throws IOException {
    Files.writeString(path.resolve(name), text);
    return this;
  }
}
