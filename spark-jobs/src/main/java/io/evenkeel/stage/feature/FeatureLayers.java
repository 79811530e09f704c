package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The order in which features are computed: an expression comes after the features that it reads.
 * In an expression the name of another feature is that feature's final value, even where the spine
 * has a column of that name; a feature's own name is always the spine's column.
 */
final class FeatureLayers {
  private final Map<String, FeatureColumn> features = new HashMap<>();
  private final Map<String, Set<String>> reads = new HashMap<>();
  private final List<List<FeatureColumn>> layers = new ArrayList<>();

  private FeatureLayers() {}

  /** Orders the features; a circle is noted in {@code resolver}, and ends the order. */
  static FeatureLayers of(List<FeatureColumn> columns, Resolver resolver) {
    FeatureLayers layers = new FeatureLayers();
    columns.forEach(column -> layers.features.put(lower(column.name()), column));
    columns.forEach(column -> layers.reads.put(column.name(), layers.read(column, resolver)));
    List<FeatureColumn> left = new ArrayList<>(columns);
    Set<String> done = new HashSet<>();
    while (!left.isEmpty()) {
      List<FeatureColumn> next =
          left.stream().filter(c -> done.containsAll(layers.readBy(c))).toList();
      if (next.isEmpty()) {
        List<String> circle = left.stream().map(FeatureColumn::name).toList();
        resolver.problem("columns", "%s read one another in a circle".formatted(circle));
        return layers;
      }
      layers.layers.add(next);
      next.forEach(column -> done.add(column.name()));
      left.removeAll(next);
    }
    return layers;
  }

  /** Returns the features in layers; each reads only features of earlier layers. */
  List<List<FeatureColumn>> inOrder() {
    return List.copyOf(layers);
  }

  /** Returns names that a feature's expression must read differently, keyed in lower case. */
  Map<String, String> renames(FeatureColumn column, String asOf) {
    Map<String, String> renames = new HashMap<>();
    renames.put("as_of", asOf);
    readBy(column).forEach(name -> renames.put(lower(name), Names.last(name)));
    return renames;
  }

  private Set<String> readBy(FeatureColumn column) {
    return reads.getOrDefault(column.name(), Set.of());
  }

  private Set<String> read(FeatureColumn column, Resolver resolver) {
    Set<String> read = new LinkedHashSet<>();
    if (column instanceof Expression expression) {
      resolver
          .parse("columns." + column.name() + ".expr", expression.expression())
          .ifPresent(
              parsed ->
                  parsed.names().stream()
                      .filter(name -> !name.equals(lower(column.name())))
                      .map(features::get)
                      .filter(Objects::nonNull)
                      .forEach(feature -> read.add(feature.name())));
    }
    return read;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
