package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureColumn;
import java.util.Map;
import java.util.Optional;

/** The values of expressions over the spine, which are SQL and so come from outside. */
@FunctionalInterface
public interface ExpressionValues {
  /**
   * Returns the value of an expression in SQL's wide type, before the column's policy.
   *
   * @param features final values of the features computed so far, among them all that the
   *     expression uses; those that are null are left out
   * @return the value; empty for null
   */
  Optional<Object> of(
      FeatureColumn.Expression column, OracleSpineRow row, Map<String, Object> features);
}
