package io.evenkeel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the vectors of a text's tokens become one, where the graph does not do it itself.
 *
 * @param tensor the output of shape {@code [rows, tokens, width]}; score and further outputs that
 *     name it are given the pooled vector, of {@code width} numbers
 * @param method which tokens count
 * @param normalize whether the vector is divided by its Euclidean length, which is then 1
 */
public record Pooling(String tensor, Method method, boolean normalize) {
  /** Which tokens count. Padding never does. */
  public enum Method {
    /** The mean over every token of the text, those included that the tokenizer adds. */
    MEAN,
    /** The first token, which the tokenizer of a BERT model adds. */
    FIRST;

    /** Returns the word for this method in metadata. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the method with that word, or empty where there is none. */
    public static Optional<Method> ofWord(String word) {
      return Arrays.stream(values()).filter(method -> method.word().equals(word)).findFirst();
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Method::word).toList();
    }
  }
}
