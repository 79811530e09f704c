package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The states of one source. Not thread-safe. */
final class StateView {
  private static final String AT = "__at";
  private static final String STATES = "__states";

  private final Dataset<Row> derived;
  private final Map<String, Column> keys = new LinkedHashMap<>();
  private final List<Column> conditions = new ArrayList<>();

  /** Resolves the source; what is wrong is noted in {@code resolver}. */
  StateView(
      Source.States source, Dataset<Row> table, Map<String, DataType> keyTypes, Resolver resolver) {
    String setting = "sources." + source.name();
    this.derived = resolver.derive(setting, source.row(), table);
    source
        .keys()
        .forEach(
            (key, sql) ->
                SourceKeys.resolve(setting, key, sql, keyTypes, derived, resolver)
                    .ifPresent(column -> keys.put(key, column)));
    source
        .where()
        .ifPresent(
            sql -> conditions.add(resolver.condition(setting + ".where", sql, derived).column()));
    source
        .knownAt()
        .ifPresent(
            sql ->
                conditions.add(
                    resolver.timestamp(setting + ".known_at", sql, derived).column().leq(col(AT))));
    source
        .validity()
        .ifPresent(
            validity -> {
              String valid = setting + ".valid";
              Column from = resolver.timestamp(valid + ".from", validity.from(), derived).column();
              Column to = resolver.timestamp(valid + ".to", validity.to(), derived).column();
              conditions.add(from.leq(col(AT)));
              conditions.add(to.isNull().or(to.gt(col(AT))));
            });
  }

  /** Returns an expression over one state, which may read {@code as_of}. */
  Typed resolve(String setting, String sql, Resolver resolver) {
    return resolver.resolve(
        setting,
        sql,
        derived.withColumn(AT, lit(null).cast(DataTypes.TimestampType)),
        Map.of("as_of", AT));
  }

  /**
   * Returns one row for each query that some state answers: query keys, {@link FeatureRows#AS_OF},
   * for each column of the definition its value and the defect {@code ambiguous} where more than
   * one state is valid.
   *
   * @param values by column of the definition, as {@link #resolve} returned them
   */
  Dataset<Row> answers(List<String> by, Map<String, Column> values, Dataset<Row> spine) {
    List<Column> asked = new ArrayList<>();
    by.forEach(key -> asked.add(col(Names.spineKey(key)).as(Names.queryKey(key))));
    asked.add(col(FeatureRows.AS_OF).as(AT));
    Map<String, Column> sourceKeys = new LinkedHashMap<>();
    by.forEach(key -> sourceKeys.put(Names.sourceKey(key), keyOf(key)));
    Dataset<Row> valid =
        spine
            .select(asked.toArray(Column[]::new))
            .na()
            .drop()
            .distinct()
            .join(derived.withColumns(sourceKeys), Sql.keysMeet(by).and(Sql.all(conditions)));
    List<Column> read = new ArrayList<>();
    by.forEach(key -> read.add(col(Names.queryKey(key))));
    read.add(col(AT).as(FeatureRows.AS_OF));
    values.forEach((name, column) -> read.add(column.as(Names.raw(name))));
    return counted(by, values, valid.select(read.toArray(Column[]::new)));
  }

  private static Dataset<Row> counted(
      List<String> by, Map<String, Column> values, Dataset<Row> valid) {
    List<Column> query = new ArrayList<>();
    by.forEach(key -> query.add(col(Names.queryKey(key))));
    query.add(col(FeatureRows.AS_OF));
    List<Column> folds = new ArrayList<>();
    values.keySet().forEach(n -> folds.add(first(col(Names.raw(n))).as(Names.raw(n))));
    Dataset<Row> one =
        valid
            .groupBy(query.toArray(Column[]::new))
            .agg(count(lit(1)).as(STATES), folds.toArray(Column[]::new));
    List<Column> answer = new ArrayList<>(query);
    for (String name : values.keySet()) {
      Column several = col(STATES).gt(lit(1));
      answer.add(when(several.equalTo(lit(false)), col(Names.raw(name))).as(Names.raw(name)));
      answer.add(when(several, lit(Reason.AMBIGUOUS.word())).as(Names.defect(name)));
    }
    return one.select(answer.toArray(Column[]::new));
  }

  private Column keyOf(String key) {
    return Optional.ofNullable(keys.get(key))
        .orElseThrow(() -> new IllegalStateException("A state has no key '%s'".formatted(key)));
  }
}
