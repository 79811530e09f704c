package io.evenkeel.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.feature.FeatureType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a field of metadata can be.
 *
 * @param words what is possible, for a message
 * @param test tells whether a field that is present has this shape
 */
record JsonShape(String words, Predicate<JsonNode> test) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  static final JsonShape TEXT =
      new JsonShape(
          "a text that is not empty", node -> node.isTextual() && !node.textValue().isBlank());
  static final JsonShape MODEL_NAME =
      new JsonShape(
          "a name of letters, digits, '_' and '-' that starts with a letter",
          node -> node.isTextual() && ModelRef.validName(node.textValue()));
  static final JsonShape DATE = new JsonShape("a date such as 2013-05-31", JsonShape::isDate);
  static final JsonShape SHA256 =
      new JsonShape("64 lower-case hexadecimal digits", JsonShape::isSha256);
  static final JsonShape POSITIVE =
      new JsonShape("a whole number from 1", node -> isInt(node) && node.intValue() >= 1);
  static final JsonShape POSITION =
      new JsonShape("a whole number from 0", node -> isInt(node) && node.intValue() >= 0);
  static final JsonShape COUNT =
      new JsonShape(
          "a whole number from 0",
          node -> node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0);
  static final JsonShape FINITE =
      new JsonShape(
          "a finite number", node -> node.isNumber() && Double.isFinite(node.doubleValue()));
  static final JsonShape OBJECT =
      new JsonShape("an object that is not empty", node -> node.isObject() && !node.isEmpty());
  static final JsonShape NUMBERS =
      new JsonShape("an object of numbers", node -> node.isObject() && all(node, FINITE));
  static final JsonShape TEXTS =
      new JsonShape(
          "an object of texts", node -> node.isObject() && !node.isEmpty() && all(node, TEXT));
  static final JsonShape NAMES =
      new JsonShape("a list of texts", node -> node.isArray() && all(node, TEXT));
  static final JsonShape LIST =
      new JsonShape("a list that is not empty", node -> node.isArray() && !node.isEmpty());
  static final JsonShape FEATURE_TYPE =
      new JsonShape(
          "one of " + List.of(FeatureType.values()).stream().map(FeatureType::word).toList(),
          node -> FeatureType.ofWord(node.asText()).isPresent());
  static final JsonShape ELEMENT_TYPE =
      new JsonShape(
          "one of " + List.of(ElementType.values()).stream().map(ElementType::word).toList(),
          node -> ElementType.ofWord(node.asText()).isPresent());
  static final JsonShape CLASS_RULE =
      new JsonShape(
          "one of [threshold, label, none]",
          node -> List.of("threshold", "label", "none").contains(node.asText()));

  /** Tells whether {@code node} has this shape. */
  boolean fits(JsonNode node) {
    return test.test(node);
  }

  private static boolean all(JsonNode container, JsonShape shape) {
    for (JsonNode child : container) {
      if (!shape.fits(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInt(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt();
  }

  private static boolean isSha256(JsonNode node) {
    return node.isTextual() && HEX.matcher(node.textValue()).matches();
  }

  private static boolean isDate(JsonNode node) {
    try {
      LocalDate.parse(node.asText());
      return node.isTextual();
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
