package io.evenkeel.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much a folder holds. */
public final class DirectorySize {
  private DirectorySize() {}

  /**
   * Returns the bytes of all files in a folder and its folders; 0 where there is none.
   *
   * @throws UncheckedIOException if the folder can't be read
   */
  public static long of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(java.io.File::isFile).mapToLong(f -> f.length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
