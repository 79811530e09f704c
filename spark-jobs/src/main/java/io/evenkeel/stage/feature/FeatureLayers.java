package io.evenkeel.stage.feature;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.language.ExpressionOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The order in which features are computed: an expression comes after the features that it uses. In
 * an expression the name of another feature is that feature's final value, even where the spine has
 * a column of that name; a feature's own name is always the spine's column.
 *
 * @param columns of one set, free of circles
 */
record FeatureLayers(List<FeatureColumn> columns) {

  /** Returns the features in layers; each uses only features of earlier layers. */
  List<List<FeatureColumn>> inOrder() {
    List<List<FeatureColumn>> layers = new ArrayList<>();
    List<FeatureColumn> left = ExpressionOrder.of(columns);
    Set<String> done = new HashSet<>();
    while (!left.isEmpty()) {
      List<FeatureColumn> next =
          left.stream().filter(c -> done.containsAll(ExpressionOrder.uses(c, columns))).toList();
      layers.add(next);
      next.forEach(column -> done.add(column.name()));
      left = left.stream().filter(column -> !done.contains(column.name())).toList();
    }
    return layers;
  }

  /**
   * Returns names that a feature's expression must read differently, keyed in lower case: {@code
   * as_of} and other features.
   */
  Map<String, String> renames(FeatureColumn column, String asOf) {
    Map<String, String> renames = new HashMap<>();
    renames.put("as_of", asOf);
    for (String used : ExpressionOrder.uses(column, columns)) {
      renames.put(used.toLowerCase(Locale.ROOT), Names.last(used));
    }
    return renames;
  }
}
