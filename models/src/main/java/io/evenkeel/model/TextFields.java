package io.evenkeel.model;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The field {@code text} of {@code metadata.json}, which models of texts have. */
final class TextFields {
  private static final JsonShape METHOD =
      new JsonShape(
          "one of " + Pooling.Method.words(),
          node -> Pooling.Method.ofWord(node.asText()).isPresent());

  private static final List<Map.Entry<String, JsonShape>> FIELDS =
      List.of(
          entry("/feature", JsonShape.TEXT),
          entry("/tokenizer_sha256", JsonShape.SHA256),
          entry("/max_tokens", JsonShape.POSITIVE),
          entry("/ids", JsonShape.TEXT),
          entry("/mask", JsonShape.TEXT));

  private static final List<Map.Entry<String, JsonShape>> POOLING =
      List.of(
          entry("/tensor", JsonShape.TEXT),
          entry("/method", METHOD),
          entry("/normalize", new JsonShape("true or false", JsonNode::isBoolean)));

  private TextFields() {}

  static void check(JsonNode root, List<String> problems) {
    JsonNode text = root.path("text");
    if (text.isMissingNode()) {
      return;
    }
    MetadataShape.check("text.", text, FIELDS, problems);
    if (text.has("pooling")) {
      MetadataShape.check("text.pooling.", text.path("pooling"), POOLING, problems);
    }
    for (String optional : List.of("types", "missing")) {
      if (text.has(optional) && !text.path(optional).isTextual()) {
        problems.add("text.%s is %s; it must be a text".formatted(optional, text.path(optional)));
      }
    }
  }

  static Optional<TextInput> read(JsonNode root) {
    JsonNode text = root.path("text");
    if (text.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new TextInput(
            text.path("feature").textValue(),
            text.path("tokenizer_sha256").textValue(),
            text.path("max_tokens").intValue(),
            text.path("ids").textValue(),
            text.path("mask").textValue(),
            Optional.ofNullable(text.path("types").textValue()),
            Optional.ofNullable(text.path("missing").textValue()),
            pooling(text.path("pooling"))));
  }

  private static Optional<Pooling> pooling(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pooling(
            node.path("tensor").textValue(),
            Pooling.Method.ofWord(node.path("method").textValue()).orElseThrow(),
            node.path("normalize").booleanValue()));
  }
}
