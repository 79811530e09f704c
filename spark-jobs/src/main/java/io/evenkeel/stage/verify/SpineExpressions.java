package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Expression;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.language.ExpressionOrder;
import io.evenkeel.feature.oracle.ExpressionValues;
import io.evenkeel.feature.oracle.OracleSpineRow;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The values of a set's expressions over sampled rows. Not thread-safe. */
final class SpineExpressions implements ExpressionValues {
  private final Map<String, ScopedExpression> expressions = new HashMap<>();

  /** By identity: copies of a row may differ in columns that only expressions read. */
  private final IdentityHashMap<OracleSpineRow, Row> columns = new IdentityHashMap<>();

  SpineExpressions(FeatureSet set, StructType schema, List<SampledRow> sample, RowSql sql) {
    Map<String, FeatureType> types = new HashMap<>();
    set.columns().forEach(column -> types.put(column.name(), column.type()));
    for (FeatureColumn column : set.columns()) {
      if (column instanceof Expression expression) {
        Map<String, FeatureType> used = new HashMap<>(types);
        used.keySet().retainAll(ExpressionOrder.uses(column, set.columns()));
        expressions.put(
            column.name(), ScopedExpression.of(expression.expression(), schema, used, sql));
      }
    }
    sample.forEach(row -> columns.put(row.spine(), row.columns()));
  }

  @Override
  public Optional<Object> of(Expression column, OracleSpineRow row, Map<String, Object> features) {
    return Objects.requireNonNull(expressions.get(column.name()))
        .of(Objects.requireNonNull(columns.get(row)), row.asOf().orElse(null), features);
  }
}
