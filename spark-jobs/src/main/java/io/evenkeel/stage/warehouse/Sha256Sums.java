package io.evenkeel.stage.warehouse;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
      } else if (!sum.equals(of(file))) {
        problems.add("%s is not the file of %s: %s, found %s".formatted(file, FILE, sum, of(file)));
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

  /** Returns the SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
  static String of(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String of(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
