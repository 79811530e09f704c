package io.evenkeel.stage.cache;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The value of a key, as the package describes it: {@code [score]} or {@code [score,"class"]}. A
 * score is a text that gives the same double back.
 */
final class PredictionValue {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Greater than every double: a JSON number, which readers of JSON take for infinity. */
  private static final String INFINITE = "1e999";

  private PredictionValue() {}

  /** Returns the bytes of a prediction. */
  static byte[] encode(double score, Optional<String> predictedClass) {
    return encode(score, suffix(predictedClass));
  }

  /** Returns the bytes of a prediction whose class is encoded already. */
  static byte[] encode(double score, byte[] suffix) {
    String number = number(score);
    byte[] value = new byte[number.length() + suffix.length + 1];
    value[0] = '[';
    byte[] digits = number.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, value, 1, digits.length);
    System.arraycopy(suffix, 0, value, digits.length + 1, suffix.length);
    return value;
  }

  /** Returns what follows the number of a prediction of that class. */
  static byte[] suffix(Optional<String> predictedClass) {
    StringBuilder text = new StringBuilder();
    predictedClass.ifPresent(
        name -> {
          text.append(",\"");
          JsonStringEncoder.getInstance().quoteAsString(name, text);
          text.append('"');
        });
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the prediction of {@link #encode}.
   *
   * @throws IOException if the bytes are not such a value
   */
  static CachedPrediction decode(byte[] value, CacheGeneration source) throws IOException {
    JsonNode array = JSON.readTree(value);
    if (!array.isArray() || !array.path(0).isNumber()) {
      throw new IOException("Not a prediction: " + new String(value, StandardCharsets.UTF_8));
    }
    Optional<String> predictedClass = Optional.ofNullable(array.get(1)).map(JsonNode::textValue);
    return new CachedPrediction(array.get(0).doubleValue(), predictedClass, source);
  }

  private static String number(double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("NaN is not a prediction");
    }
    if (Double.isInfinite(score)) {
      return score > 0 ? INFINITE : "-" + INFINITE;
    }
    return Double.toString(score);
  }
}
