package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An expression that reads a row's own columns, the prediction moment by the name {@code as_of},
 * and features by theirs, which hide columns of the same name.
 *
 * @param own positions of the row's columns that are not hidden
 * @param features names, in the order of their positions
 */
record ScopedExpression(RowExpression expression, List<Integer> own, List<String> features) {
  private static final String AS_OF = "as_of";

  /**
   * Resolves an expression.
   *
   * @param features type by name of the features that it uses
   */
  static ScopedExpression of(
      String text, StructType row, Map<String, FeatureType> features, RowSql sql) {
    Map<String, FeatureType> hiding = new TreeMap<>(features);
    List<String> hidden = new ArrayList<>(List.of(AS_OF));
    hiding.keySet().forEach(name -> hidden.add(name.toLowerCase(Locale.ROOT)));
    List<Integer> own = new ArrayList<>();
    List<StructField> fields = new ArrayList<>();
    for (int i = 0; i < row.fields().length; i++) {
      if (!hidden.contains(row.fields()[i].name().toLowerCase(Locale.ROOT))) {
        own.add(i);
        fields.add(row.fields()[i]);
      }
    }
    hiding.forEach((name, type) -> fields.add(field(name, DataType.fromDDL(type.sqlType()))));
    fields.add(field(AS_OF, DataTypes.TimestampType));
    StructType scope = new StructType(fields.toArray(StructField[]::new));
    return new ScopedExpression(sql.expression(text, scope), own, List.copyOf(hiding.keySet()));
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  /**
   * Returns the value for one row.
   *
   * @param values final values of features; those that are null are left out
   */
  Optional<Object> of(Row row, @Nullable Instant asOf, Map<String, Object> values) {
    List<@Nullable Object> scope = new ArrayList<>();
    own.forEach(i -> scope.add(row.get(i)));
    features.forEach(name -> scope.add(values.get(name)));
    scope.add(asOf);
    return expression.of(scope.toArray());
  }
}
