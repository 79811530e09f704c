package io.evenkeel.job;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Every definition that was exported or scored with, one file for each fingerprint, so that it can
 * be read when the definition of that name has changed.
 *
 * @param folder of the files; need not exist
 */
record KeptDefinitions(Path folder) {
  /**
   * Keeps the present definition of a set; does nothing where it is kept already.
   *
   * @param definitions folder of definitions
   */
  void keep(Path definitions, FeatureSet set) {
    String fingerprint = Fingerprint.of(set);
    if (!Files.exists(file(fingerprint))) {
      String text = Definitions.standingAlone(definitions.resolve(set.name() + ".conf"));
      var unused =
          DurableFolder.create(folder)
              .putIfAbsent(
                  file(fingerprint).getFileName().toString(),
                  text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns the definition with that fingerprint; empty where it was never kept. */
  Optional<FeatureSet> find(String fingerprint) {
    return Optional.of(file(fingerprint))
        .filter(Files::isRegularFile)
        .map(Definitions::read)
        .filter(set -> Fingerprint.of(set).equals(fingerprint));
  }

  private Path file(String fingerprint) {
    return folder.resolve(fingerprint + ".conf");
  }
}
