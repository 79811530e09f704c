package io.evenkeel.stage.warehouse;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that becomes tables: Parquet files, SQL files and {@code SHA256SUMS}.
 *
 * @param path the folder
 * @param parquet {@code *.parquet}, by name
 * @param steps SQL files whose name starts with an underscore, by name: views for other files
 * @param tables every other SQL file, by name: one table each
 */
record SourceFolder(Path path, List<Path> parquet, List<Path> steps, List<Path> tables) {
  /** Copies the lists. */
  SourceFolder {
    parquet = List.copyOf(parquet);
    steps = List.copyOf(steps);
    tables = List.copyOf(tables);
  }

  /**
   * Returns the folder's files.
   *
   * @throws EvenkeelException with fault USAGE, if this is no folder, or has no SQL file that makes
   *     a table, or a file name is not an identifier
   */
  static SourceFolder at(Path path) {
    if (!Files.isDirectory(path)) {
      throw EvenkeelException.of(Fault.USAGE, "There is no folder %s to load".formatted(path))
          .next("Name a folder with Parquet files, SQL files and SHA256SUMS");
    }
    List<Path> sql = files(path, name -> name.endsWith(".sql"));
    Predicate<Path> isStep = file -> stem(file).startsWith("_");
    SourceFolder folder =
        new SourceFolder(
            path,
            files(path, name -> name.endsWith(".parquet")),
            sql.stream().filter(isStep).toList(),
            sql.stream().filter(isStep.negate()).toList());
    folder.requireUsable();
    return folder;
  }

  /** Returns the file's name without its ending: the name of a view or table. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Returns the first paragraph of a SQL file's opening {@code --} lines, on one line. */
  static String openingComment(Path sql) {
    return text(sql)
        .lines()
        .takeWhile(line -> line.startsWith("--") && !line.substring(2).isBlank())
        .map(line -> line.substring(2).strip())
        .collect(Collectors.joining(" "));
  }

  /** Returns the file's text. */
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private void requireUsable() {
    List<String> problems = new ArrayList<>();
    if (tables.isEmpty()) {
      problems.add("No file in %s makes a table: expected <table>.sql".formatted(path));
    }
    Stream.concat(parquet.stream(), tables.stream())
        .filter(file -> !TableName.valid(stem(file)))
        .map(file -> "The name of %s is not an identifier: %s".formatted(file, TableName.RULE))
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems).safe("Nothing was loaded.");
    }
  }

  private static List<Path> files(Path folder, Predicate<String> named) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> named.test(String.valueOf(file.getFileName())))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
