package io.evenkeel.stage.ledger;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Append-only files on a local disk, made by hard link; see {@link DurableFolder#putIfAbsent}. */
public record LocalFiles(Path root) implements AppendOnlyFiles {
  @Override
  public boolean putIfAbsent(String path, List<String> lines) {
    Path file = root.resolve(path);
    Path folder = file.resolveSibling("").normalize();
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return DurableFolder.create(folder).putIfAbsent(file.toFile().getName(), content);
  }

  @Override
  public List<String> read(String path) {
    try {
      return Files.readString(root.resolve(path)).lines().toList();
    } catch (IOException e) {
      throw unreadable(root.resolve(path), e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .map(entry -> entry.toFile().getName())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static EvenkeelException unreadable(Path path, IOException cause) {
    return EvenkeelException.of(Fault.RETRYABLE, "Could not read %s: %s".formatted(path, cause))
        .safe("Nothing was changed.")
        .next("Check the disk, then run the same command.")
        .causedBy(cause);
  }
}
