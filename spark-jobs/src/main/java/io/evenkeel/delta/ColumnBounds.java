package io.evenkeel.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A column's least and greatest value as a table's log writes them: texts cut to {@value #LETTERS}
 * letters, timestamps to milliseconds in UTC. The bounds hold after the cut, too: readers take a
 * timestamp's for the start of its millisecond.
 */
record ColumnBounds(JsonNode least, JsonNode greatest) {
  /** As many letters of a text as Delta keeps. */
  private static final int LETTERS = 32;

  private static final int LAST_ASCII = 0x7F;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long MICROS_A_SECOND = 1_000_000;

  /**
   * Returns the bounds over row groups, or empty for a column without any value and where a group
   * has not kept them.
   */
  static Optional<ColumnBounds> of(PrimitiveType type, List<Statistics<?>> groups) {
    Optional<ColumnBounds> none = Optional.empty();
    List<Statistics<?>> some = groups.stream().filter(group -> !onlyNulls(group)).toList();
    if (some.isEmpty() || !some.stream().allMatch(Statistics::hasNonNullValue)) {
      return none;
    }
    Statistics<?> all = some.get(0).copy();
    some.forEach(all::mergeStatistics);
    Optional<JsonNode> least = value(type, all.genericGetMin(), /* greatest= */ false);
    Optional<JsonNode> greatest = value(type, all.genericGetMax(), /* greatest= */ true);
    return least.isPresent() && greatest.isPresent()
        ? Optional.of(new ColumnBounds(least.get(), greatest.get()))
        : none;
  }

  void put(String column, ObjectNode minValues, ObjectNode maxValues) {
    minValues.set(column, least);
    maxValues.set(column, greatest);
  }

  private static boolean onlyNulls(Statistics<?> group) {
    return group.isNumNullsSet() && !group.isEmpty() && !group.hasNonNullValue();
  }

  private static Optional<JsonNode> value(PrimitiveType type, Object value, boolean greatest) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation) {
      String text = ((Binary) value).toStringUsingUTF8();
      return Optional.of(TextNode.valueOf(greatest ? above(text) : below(text)));
    }
    if (meaning instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation stamp) {
      return stamp.getUnit() == LogicalTypeAnnotation.TimeUnit.MICROS
          ? Optional.of(TextNode.valueOf(moment((Long) value)))
          : Optional.empty();
    }
    if (meaning instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return Optional.of(TextNode.valueOf(LocalDate.ofEpochDay((Integer) value).toString()));
    }
    return meaning == null ? number(value) : Optional.empty();
  }

  /** JSON has no word for infinities. */
  private static Optional<JsonNode> number(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? Optional.of(DoubleNode.valueOf(number)) : Optional.empty();
    }
    return value instanceof Integer || value instanceof Long
        ? Optional.of(LongNode.valueOf(((Number) value).longValue()))
        : Optional.empty();
  }

  private static String moment(long micros) {
    return MILLIS.format(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS_A_SECOND),
            Math.floorMod(micros, MICROS_A_SECOND) * 1_000));
  }

  private static String below(String text) {
    return text.substring(0, end(text, LETTERS));
  }

  /** A text that was cut ends in a letter that no text goes beyond which begins as this one. */
  private static String above(String text) {
    int letters = LETTERS;
    int end = end(text, letters);
    while (end < text.length() && text.codePointAt(end) == Character.MAX_CODE_POINT) {
      end = end(text, ++letters);
    }
    if (end == text.length()) {
      return text;
    }
    int last = text.codePointAt(end) < LAST_ASCII ? LAST_ASCII : Character.MAX_CODE_POINT;
    return text.substring(0, end) + Character.toString(last);
  }

  private static int end(String text, int letters) {
    return text.codePointCount(0, text.length()) <= letters
        ? text.length()
        : text.offsetByCodePoints(0, letters);
  }
}
