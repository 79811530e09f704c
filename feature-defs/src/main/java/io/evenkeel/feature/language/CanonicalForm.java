package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureSet;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one text of a feature set: JSON on one line, keys sorted, no default left out, nothing of
 * comments, formatting or order in it. Two sets have the same text exactly if nothing that can
 * change a value differs between them, and neither name nor version does. Stateless.
 */
public final class CanonicalForm {
  /** Changes when the same definition comes to mean other values. */
  private static final int MEANING = 1;

  private CanonicalForm() {}

  /** Returns the text of the set; never fails. */
  public static String of(FeatureSet set) {
    return "{\"meaning\":%d,\"set\":%s}".formatted(MEANING, json(SetTree.of(set)));
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(CanonicalForm::json).collect(Collectors.joining(",", "[", "]"));
    }
    return text(value);
  }

  private static String text(Object value) {
    StringBuilder json = new StringBuilder("\"");
    String.valueOf(value).chars().forEach(c -> json.append(escaped((char) c)));
    return json.append('"').toString();
  }

  private static String escaped(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
  }
}
