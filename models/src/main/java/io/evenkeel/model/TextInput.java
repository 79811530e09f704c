package io.evenkeel.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one feature of a model that is a text, and how it goes in: cut into tokens by the {@code
 * tokenizer.json} beside {@code model.onnx}, as int64 tensors of shape {@code [rows, tokens]} in
 * which shorter texts are padded to the longest of their batch.
 *
 * @param feature of type string
 * @param tokenizerSha256 of the bytes of {@code tokenizer.json}, 64 hexadecimal digits
 * @param maxTokens tokens of a text beyond this are cut off, those of the tokenizer's own included
 * @param ids the input tensor of token ids
 * @param mask the input tensor that is 1 for tokens and 0 for padding
 * @param types the input tensor of segment ids, where the graph has one
 * @param missing the text that stands for a missing value, where there is one
 * @param pooling empty where the graph gives one vector, or one score, per row by itself
 */
public record TextInput(
    String feature,
    String tokenizerSha256,
    int maxTokens,
    String ids,
    String mask,
    Optional<String> types,
    Optional<String> missing,
    Optional<Pooling> pooling) {
  /** The name of the file that the tokenizer is read from, always in the artifact's folder. */
  public static final String TOKENIZER = "tokenizer.json";

  /** Refuses texts of no token. */
  public TextInput {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("text.max_tokens is %d; at least 1".formatted(maxTokens));
    }
  }

  /** Returns the names of the input tensors. */
  public List<String> tensors() {
    return Stream.concat(Stream.of(ids, mask), types.stream()).toList();
  }

  /** Tells whether an output of that name is pooled. */
  public boolean pools(String tensor) {
    return pooling.filter(found -> found.tensor().equals(tensor)).isPresent();
  }
}
