package io.evenkeel.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON document that tells when it was changed: two lines, the document and {@code {"sha256":
 * "..."}} of the first line's UTF-8 bytes. Other languages read the first line.
 *
 * @param json one line
 */
public record Sealed(String json) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Returns a document of plain values: maps, lists, text, numbers, booleans. */
  public static Sealed of(Map<String, ?> document) {
    try {
      return new Sealed(JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain values: " + document, e);
    }
  }

  /** Returns the document that {@link #lines()} made, or empty where any byte has changed. */
  public static Optional<Sealed> open(List<String> lines) {
    return Optional.of(lines)
        .filter(found -> found.size() == 2)
        .map(found -> new Sealed(found.get(0)))
        .filter(found -> found.lines().equals(lines));
  }

  /** As {@link #open(List)}, for the bytes of {@link #bytes()}. */
  public static Optional<Sealed> open(byte[] bytes) {
    return open(new String(bytes, StandardCharsets.UTF_8).lines().toList());
  }

  /** Returns the digest of the document, by which another document may refer to it. */
  public String sha256() {
    return Sha256.of(json);
  }

  /** Returns the two lines of the file. */
  public List<String> lines() {
    return List.of(json, "{\"sha256\":\"" + sha256() + "\"}");
  }

  /** Returns the file's content, in UTF-8. */
  public byte[] bytes() {
    return (String.join("\n", lines()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the document. */
  @SuppressWarnings("unchecked")
  public Document document() {
    try {
      return new Document(JSON.readValue(json, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON object: " + json, e);
    }
  }
}
