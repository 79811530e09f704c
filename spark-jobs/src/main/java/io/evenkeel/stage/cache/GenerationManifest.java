package io.evenkeel.stage.cache;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import io.evenkeel.disk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a generation's folder holds.
 *
 * @param deltaVersion version of the predictions table that the entries are from
 * @param files name to SHA-256 of every other file of the folder
 */
record GenerationManifest(
    EntryChecksum.Total total, long deltaVersion, String runId, Map<String, String> files) {
  static final String FILE = "evenkeel.json";

  /** Returns the digest of every file in {@code folder} but the manifest. */
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(file.toFile().getName(), Sha256.of(file));
      }
    }
    digests.remove(FILE);
    return digests;
  }

  /** Returns the manifest in {@code folder}, or empty where it is not as it was written. */
  static Optional<GenerationManifest> read(Path folder) throws IOException {
    return Sealed.open(Files.readAllBytes(folder.resolve(FILE))).map(GenerationManifest::of);
  }

  /** Returns one line for each file that is missing, changed or added. */
  List<String> differences(Path folder) throws IOException {
    Map<String, String> found = digests(folder);
    List<String> differences = new ArrayList<>();
    files.forEach(
        (name, sha256) -> {
          if (!Optional.of(sha256).equals(Optional.ofNullable(found.remove(name)))) {
            differences.add(folder.resolve(name) + " is missing or not as it was loaded");
          }
        });
    found.keySet().forEach(name -> differences.add(folder.resolve(name) + " was not loaded"));
    return differences;
  }

  Sealed sealed() {
    return Sealed.of(
        Map.of(
            "entries", total.entries(),
            "checksum", total.checksum(),
            "delta_version", deltaVersion,
            "run_id", runId,
            "files", files));
  }

  private static GenerationManifest of(Sealed sealed) {
    Document manifest = sealed.document();
    Map<String, String> files = new TreeMap<>();
    manifest.object("files").fields().forEach((name, sha256) -> files.put(name, sha256.toString()));
    return new GenerationManifest(
        new EntryChecksum.Total(manifest.number("entries"), manifest.number("checksum")),
        manifest.number("delta_version"),
        manifest.text("run_id"),
        files);
  }
}
