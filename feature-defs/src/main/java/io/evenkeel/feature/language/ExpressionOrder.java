package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which features an expression uses, and the order in which to compute them. Names are found among
 * the words of the SQL outside string literals, in any case; a column's own name in its own
 * expression is the spine's column of that name, not itself. Stateless.
 */
public final class ExpressionOrder {
  private ExpressionOrder() {}

  /**
   * Returns the columns so that each comes after those that its expression uses; columns that do
   * not use one another stay in their order.
   *
   * @param columns columns of one set, which {@link Definitions} has found free of cycles
   * @throws IllegalArgumentException if columns use one another in a circle
   */
  public static List<FeatureColumn> of(List<FeatureColumn> columns) {
    Walk walk = new Walk(columns);
    columns.forEach(walk::visit);
    if (!walk.cycles.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", walk.cycles.values()));
    }
    return List.copyOf(walk.done);
  }

  /**
   * Returns the names of the features, out of {@code columns}, that {@code column} uses itself: in
   * order of their names, without itself; empty for a column that is not an expression.
   */
  public static List<String> uses(FeatureColumn column, List<FeatureColumn> columns) {
    if (!(column instanceof Expression expression)) {
      return List.of();
    }
    Set<String> names = Sql.of(expression.expression()).names();
    return columns.stream()
        .map(FeatureColumn::name)
        .filter(name -> !name.equals(column.name()))
        .filter(name -> names.contains(name.toLowerCase(Locale.ROOT)))
        .sorted()
        .toList();
  }

  /** Returns, by one of its columns, each circle of columns that use one another, as a message. */
  static Map<String, String> cycles(List<FeatureColumn> columns) {
    Walk walk = new Walk(columns);
    columns.forEach(walk::visit);
    return walk.cycles;
  }

  /** A depth-first walk along uses. */
  private static final class Walk {
    private final List<FeatureColumn> columns;
    private final Map<String, FeatureColumn> byName = new HashMap<>();
    private final Set<FeatureColumn> done = new LinkedHashSet<>();
    private final List<String> path = new ArrayList<>();
    private final Map<String, String> cycles = new LinkedHashMap<>();

    Walk(List<FeatureColumn> columns) {
      this.columns = columns;
      columns.forEach(column -> byName.put(column.name(), column));
    }

    void visit(FeatureColumn column) {
      if (done.contains(column)) {
        return;
      }
      path.add(column.name());
      for (String used : uses(column, columns)) {
        int start = path.indexOf(used);
        if (start >= 0) {
          cycle(path.subList(start, path.size()));
        } else {
          Optional.ofNullable(byName.get(used)).ifPresent(this::visit);
        }
      }
      path.remove(path.size() - 1);
      done.add(column);
    }

    private void cycle(List<String> circle) {
      cycles.put(
          circle.get(0),
          "columns use one another in a circle: %s -> %s; possible is to write one of them without the other"
              .formatted(String.join(" -> ", circle), circle.get(0)));
    }
  }
}
