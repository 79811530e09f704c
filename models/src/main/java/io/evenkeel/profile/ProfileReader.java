package io.evenkeel.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a profile's JSON tree; any surprise is an {@link IllegalArgumentException}. */
final class ProfileReader {
  private static final Set<String> ROOT =
      Set.of("format", "id", "feature_set", "fingerprint", "rows", "features");
  private static final Set<String> NUMERIC =
      Set.of("name", "kind", "summary", "edges", "bins", "nulls", "nans", "below_min", "above_max");
  private static final Set<String> CATEGORICAL =
      Set.of("name", "kind", "categories", "bins", "nulls", "unseen");
  private static final Set<String> SUMMARY = Set.of("values", "min", "max", "mean", "variance");

  private ProfileReader() {}

  static ReferenceProfile profile(JsonNode root) {
    if (!text(root, "format").equals(ProfileHash.FORMAT)) {
      throw new IllegalArgumentException(
          "its format is '%s'; this version reads '%s'"
              .formatted(text(root, "format"), ProfileHash.FORMAT));
    }
    requireFields(root, ROOT);
    List<FeatureProfile> features = new ArrayList<>();
    for (JsonNode feature : array(root, "features")) {
      features.add(feature(feature));
    }
    return new ReferenceProfile(
        text(root, "id"),
        text(root, "feature_set"),
        text(root, "fingerprint"),
        count(root, "rows"),
        features);
  }

  private static FeatureProfile feature(JsonNode node) {
    String kind = text(node, "kind");
    if (kind.equals("numeric")) {
      return numeric(node);
    }
    if (kind.equals("categorical")) {
      return categorical(node);
    }
    throw new IllegalArgumentException(
        "the kind '%s' is neither 'numeric' nor 'categorical'".formatted(kind));
  }

  private static Numeric numeric(JsonNode node) {
    requireFields(node, NUMERIC);
    JsonNode summary = field(node, "summary");
    requireFields(summary, SUMMARY);
    double[] edges = array(node, "edges").stream().mapToDouble(ProfileReader::number).toArray();
    long[] bins = array(node, "bins").stream().mapToLong(ProfileReader::count).toArray();
    BinLayout layout = new BinLayout(bins.length);
    long[] counts = Arrays.copyOf(bins, layout.length());
    counts[layout.nullBin()] = count(node, "nulls");
    counts[layout.nanBin()] = count(node, "nans");
    counts[layout.belowMin()] = count(node, "below_min");
    counts[layout.aboveMax()] = count(node, "above_max");
    return new Numeric(text(node, "name"), Edges.of(edges), summary(summary), Counts.of(counts));
  }

  private static Summary summary(JsonNode node) {
    return new Summary(
        count(node, "values"),
        number(field(node, "min")),
        number(field(node, "max")),
        number(field(node, "mean")),
        number(field(node, "variance")));
  }

  private static Categorical categorical(JsonNode node) {
    requireFields(node, CATEGORICAL);
    List<String> categories = new ArrayList<>();
    array(node, "categories").forEach(category -> categories.add(text(category)));
    long[] bins = array(node, "bins").stream().mapToLong(ProfileReader::count).toArray();
    BinLayout layout = new BinLayout(bins.length);
    long[] counts = Arrays.copyOf(bins, layout.length());
    counts[layout.nullBin()] = count(node, "nulls");
    counts[layout.unseenBin()] = count(node, "unseen");
    return new Categorical(text(node, "name"), categories, Counts.of(counts));
  }

  private static void requireFields(JsonNode node, Set<String> names) {
    Set<String> found = new TreeSet<>();
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      found.add(fields.next());
    }
    if (!found.equals(names)) {
      throw new IllegalArgumentException(
          "it has the fields %s where %s are expected".formatted(found, new TreeSet<>(names)));
    }
  }

  private static JsonNode field(JsonNode node, String name) {
    JsonNode field = node.get(name);
    if (field == null) {
      throw new IllegalArgumentException("the field '%s' is missing".formatted(name));
    }
    return field;
  }

  private static List<JsonNode> array(JsonNode node, String name) {
    JsonNode field = field(node, name);
    if (!field.isArray()) {
      throw new IllegalArgumentException("the field '%s' is not a list".formatted(name));
    }
    List<JsonNode> items = new ArrayList<>();
    field.forEach(items::add);
    return items;
  }

  private static String text(JsonNode node, String name) {
    return text(field(node, name));
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("%s is not text".formatted(node));
    }
    return node.textValue();
  }

  private static long count(JsonNode node, String name) {
    return count(field(node, name));
  }

  private static long count(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException("%s is not a count".formatted(node));
    }
    return node.longValue();
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (text(node)) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("%s is not a number".formatted(node));
    };
  }
}
