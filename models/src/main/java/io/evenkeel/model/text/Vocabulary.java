package io.evenkeel.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What a {@code tokenizer.json} tells of its ids, in the layout of Hugging Face tokenizers.
 *
 * @param greatestId no text has a greater one
 * @param paddingId fills up shorter texts; 0 where the file has none
 */
record Vocabulary(int greatestId, int paddingId) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads it.
   *
   * @throws IOException if it is not JSON
   */
  static Vocabulary of(byte[] tokenizerJson) throws IOException {
    JsonNode root = JSON.readTree(tokenizerJson);
    JsonNode words = root.at("/model/vocab");
    // Unigram models list their words; all others map each to its id.
    int greatest = words.isArray() ? words.size() - 1 : greatest(words, "");
    int added = greatest(root.path("added_tokens"), "id");
    return new Vocabulary(Math.max(greatest, added), root.at("/padding/pad_id").asInt(0));
  }

  private static int greatest(JsonNode nodes, String field) {
    IntStream ids =
        StreamSupport.stream(nodes.spliterator(), /* parallel= */ false)
            .mapToInt(node -> (field.isEmpty() ? node : node.path(field)).asInt());
    return ids.max().orElse(0);
  }
}
