package io.evenkeel.stage.ledger;

import io.evenkeel.disk.Sealed;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides a run's result: two runs with one key give the same rows.
 *
 * @param sha256 64 hexadecimal digits
 */
public record RunKey(String sha256) {
  /**
   * Returns the key of a run.
   *
   * @param inputVersions table to pinned version
   * @param fingerprint SHA-256 of the feature definition
   * @param modelSha256 SHA-256 of the model's file
   * @param configSha256 SHA-256 of the settings that change results
   */
  public static RunKey of(
      LocalDate scoreDate,
      Map<String, Long> inputVersions,
      String fingerprint,
      String modelSha256,
      String configSha256) {
    Map<String, Object> parts =
        Map.of(
            "score_date", scoreDate.toString(),
            "input_versions", new TreeMap<>(inputVersions),
            "feature_fingerprint", fingerprint,
            "model_sha256", modelSha256,
            "config_sha256", configSha256);
    return new RunKey(Sealed.of(parts).sha256());
  }
}
