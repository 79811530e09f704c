package io.evenkeel.stage.cache;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Run by a process of its own, without libraries: looks at a lock, or takes it for ever. */
final class LockProbe {
  private LockProbe() {}

  /** Prints whether the file is locked and what it holds; with {@code hold} it never ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    String content = Files.readString(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      System.out.print((lock == null ? "taken " : "free ") + content);
      System.out.flush();
      if (arguments[1].equals("hold")) {
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** Returns what another process sees. */
  static String seen(Path file) throws IOException {
    return new String(start(file, "look").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Returns a process that has the lock. */
  static Process holding(Path file) throws IOException {
    Process process = start(file, "hold");
    int unused = process.getInputStream().read(); // It prints once it has the lock.
    return process;
  }

  private static Process start(Path file, String mode) throws IOException {
    try {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path classes =
          Path.of(LockProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ProcessBuilder(
              java.toString(),
              "-cp",
              classes.toString(),
              LockProbe.class.getName(),
              file.toString(),
              mode)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
