package io.evenkeel.stage.warehouse;

import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code SHA256SUMS} of a folder, as {@code sha256sum} writes it. */
final class Sha256Sums {
  /** The file's name. */
  static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([^/\\\\]+)");

  private Sha256Sums() {}

  /**
   * Compares every Parquet file with its sum.
   *
   * @throws EvenkeelException with fault CONTRACT, naming every file that is changed, missing, or
   *     has no sum
   */
  static void verify(SourceFolder folder) {
    Map<String, String> expected = read(folder.path().resolve(FILE));
    List<String> problems = new ArrayList<>();
    for (Path file : folder.parquet()) {
      String name = String.valueOf(file.getFileName());
      String sum = expected.remove(name);
      if (sum == null) {
        problems.add("%s has no line for %s".formatted(FILE, name));
        continue;
      }
      String found = of(file);
      if (!found.equals(sum)) {
        problems.add("%s is not the file of %s: %s, found %s".formatted(file, FILE, sum, found));
      }
    }
    expected
        .keySet()
        .forEach(
            name ->
                problems.add("%s has a sum in %s, but is not in the folder".formatted(name, FILE)));
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems)
          .safe("Nothing was loaded.")
          .next("Restore the files of %s, or write its %s anew".formatted(folder.path(), FILE));
    }
  }

  private static String of(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static Map<String, String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw EvenkeelException.of(Fault.CONTRACT, "There is no %s".formatted(file))
          .safe("Nothing was loaded.")
          .next("Write it: sha256sum *.parquet > " + FILE);
    }
    Map<String, String> sums = new TreeMap<>();
    for (String line : SourceFolder.text(file).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw EvenkeelException.of(
            Fault.CONTRACT,
            "%s has a line that is not '<sha256>  <file>': %s".formatted(file, line));
      }
      sums.put(matcher.group(2), matcher.group(1));
    }
    return sums;
  }
}
