package io.evenkeel.stage.sink;

import io.evenkeel.disk.Document;
import java.io.Serializable;
import java.util.Map;

/**
 * A file of a stage, as it was written.
 *
 * @param path relative to the stage's data folder
 * @param length in bytes
 */
public record StagedFile(String path, long length, String sha256) implements Serializable {
  Map<String, Object> fields() {
    return Map.of("path", path, "length", length, "sha256", sha256);
  }

  static StagedFile of(Document file) {
    return new StagedFile(file.text("path"), file.number("length"), file.text("sha256"));
  }
}
