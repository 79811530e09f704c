package io.evenkeel.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A reference profile as JSON, for example:
 *
 * <pre>{@code
 * {
 *   "format": "evenkeel-reference-profile/1",
 *   "id": "<64 hex digits, see ProfileHash>",
 *   "feature_set": "flight_delay",
 *   "fingerprint": "<of the definition>",
 *   "rows": 110000,
 *   "features": [
 *     {"name": "distance", "kind": "numeric",
 *      "summary": {"values": 109000, "min": 17.0, "max": 4983.0, "mean": 1039.9, "variance": 537.5},
 *      "edges": [80.0, 94.0], "bins": [120, 140, 108740],
 *      "nulls": 1000, "nans": 0, "below_min": 0, "above_max": 0},
 *     {"name": "carrier", "kind": "categorical",
 *      "categories": ["AA", "UA"], "bins": [60000, 49000], "nulls": 900, "unseen": 100}
 *   ]
 * }
 * }</pre>
 *
 * <p>Numbers are written so that they read back as the same double. An infinite edge is the text
 * {@code "Infinity"} or {@code "-Infinity"}. Every field is required and no other is allowed; a
 * file whose content does not have the id it names is refused, so no changed number or word goes
 * unnoticed.
 *
 * <p>A program that adds a profile named {@code prediction} appends it to {@code features} with
 * {@code ceil(kN/B)}-ranked edges (see {@link QuantileGrid}; further edges, such as a decision
 * threshold, are allowed) and renews the id.
 */
public final class ProfileJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ProfileJson() {}

  /** Returns the profile as JSON, ending with a line feed. */
  public static String write(ReferenceProfile profile) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ProfileWriter.tree(profile))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of text and numbers can always be written", e);
    }
  }

  /**
   * Returns the profile in that file.
   *
   * @throws EvenkeelException with fault CONTRACT, if the file cannot be read or is refused
   */
  public static ReferenceProfile read(Path file) {
    try {
      return read(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw refused(file.toString(), "it cannot be read: " + e.getMessage()).causedBy(e);
    }
  }

  /**
   * Returns the profile.
   *
   * @param from where the text is from, for messages
   * @throws EvenkeelException with fault CONTRACT, if the text is no profile or was changed
   */
  public static ReferenceProfile read(String json, String from) {
    try {
      return ProfileReader.profile(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw refused(from, "it is not JSON: " + e.getOriginalMessage()).causedBy(e);
    } catch (IllegalArgumentException e) {
      throw refused(from, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private static EvenkeelException refused(String from, String why) {
    return EvenkeelException.of(
            Fault.CONTRACT, "The reference profile %s is refused: %s".formatted(from, why))
        .safe("Nothing was scored or judged with it.")
        .next("Restore the file from the training export, or export again.");
  }
}
