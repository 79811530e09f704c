package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Expression;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Puts feature rows together: the answers of sources, then expressions and policies layer by layer.
 *
 * @param cutoff when labels must be mature; empty for rows without a label
 */
record RowAssembly(FeaturePlan plan, WindowStrategy strategy, Optional<Instant> cutoff) {
  private static final String COPIES = "__copies";
  private static final Column NONE = lit(null).cast(DataTypes.StringType);

  /** Returns the feature rows of dates from {@code from} to {@code to}, both included. */
  Dataset<Row> rows(LocalDate from, LocalDate to) {
    Dataset<Row> spine = Kept.of(plan.read(plan.spine().between(from, to)));
    Inputs inputs = Inputs.of(plan, strategy, cutoff.isPresent(), spine);
    Dataset<Row> rows =
        withCopies(new Answers(plan, inputs, cutoff.isPresent()).join(spine), spine);
    for (List<FeatureColumn> layer : plan.layers().inOrder()) {
      rows = withLayer(rows, layer);
    }
    if (cutoff.isPresent()) {
      rows = withLabel(rows, plan.set().label().orElseThrow(), cutoff.get());
    }
    return rows.select(contract().toArray(Column[]::new));
  }

  private static Dataset<Row> withCopies(Dataset<Row> rows, Dataset<Row> spine) {
    Dataset<Row> copied =
        spine
            .filter(col(FeatureRows.ROW_ID).isNotNull())
            .groupBy(col(FeatureRows.DATE).as("__date"), col(FeatureRows.ROW_ID).as("__id"))
            .agg(count(lit(1)).as(COPIES))
            .filter(col(COPIES).gt(lit(1)));
    return rows.join(
            copied,
            col(FeatureRows.DATE)
                .equalTo(col("__date"))
                .and(col(FeatureRows.ROW_ID).equalTo(col("__id"))),
            "left")
        .drop("__date", "__id");
  }

  private Dataset<Row> withLayer(Dataset<Row> rows, List<FeatureColumn> layer) {
    Map<String, Column> raw = new LinkedHashMap<>();
    Map<String, Column> judged = new LinkedHashMap<>();
    for (FeatureColumn column : layer) {
      Column defect = col(Names.defect(column.name()));
      if (column instanceof Expression) {
        raw.put(Names.raw(column.name()), plan.expression(column));
        defect = NONE;
      }
      ValueRules rules =
          new ValueRules(column, col(Names.raw(column.name())), plan.computed(column), defect);
      judged.put(Names.last(column.name()), rules.value());
      judged.put(Names.breach(column.name()), rules.breach());
      judged.put(Names.flag(column.name()), rules.flag());
    }
    return (raw.isEmpty() ? rows : rows.withColumns(raw)).withColumns(judged);
  }

  private Dataset<Row> withLabel(Dataset<Row> rows, Label label, Instant until) {
    Column raw = col(Names.raw(label.name()));
    Column defect = col(Names.defect(label.name()));
    TypeCast cast = new TypeCast(plan.label().orElseThrow().computed(), label.type());
    Column mature = col(FeatureRows.AS_OF).leq(lit(label.lastMature(until)));
    Column misfit = when(not(cast.fits(raw)), lit(Reason.DOES_NOT_FIT_TYPE.word()));
    return rows.withColumn(
            Names.last(label.name()), when(mature.and(defect.isNull()), cast.cast(raw)))
        .withColumn(Names.breach(label.name()), when(mature, coalesce(defect, misfit)));
  }

  private List<Column> contract() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(FeatureRows.ROW_ID));
    columns.add(col(FeatureRows.DATE));
    columns.add(col(FeatureRows.AS_OF));
    plan.carried().forEach(name -> columns.add(Names.column(name)));
    List<String> features = plan.layers().columns().stream().map(FeatureColumn::name).toList();
    features.forEach(name -> columns.add(col(Names.last(name)).as(name)));
    List<Column> breaches = new ArrayList<>(breachesOfTheRow());
    features.forEach(name -> breaches.add(judgement(Names.breach(name), name)));
    if (cutoff.isPresent()) {
      String name = plan.label().orElseThrow().name();
      columns.add(col(Names.last(name)).as(name));
      breaches.add(judgement(Names.breach(name), name));
    }
    columns.add(present(breaches).as(FeatureRows.BREACHES));
    columns.add(
        present(features.stream().map(name -> judgement(Names.flag(name), name)).toList())
            .as(FeatureRows.FLAGS));
    return columns;
  }

  private static List<Column> breachesOfTheRow() {
    Column id = col(FeatureRows.ROW_ID);
    Column asOf = col(FeatureRows.AS_OF);
    return List.of(
        judgement(id.isNull(), FeatureRows.ROW_ID, lit(Reason.NULL_ROW_ID.word()), NONE),
        judgement(
            col(COPIES).isNotNull(), FeatureRows.ROW_ID, lit(Reason.DUPLICATE_ROW_ID.word()), id),
        judgement(asOf.isNull(), FeatureRows.AS_OF, lit(Reason.NULL_AS_OF.word()), NONE));
  }

  private static Column judgement(String reason, String feature) {
    return judgement(
        col(reason).isNotNull(),
        feature,
        col(reason),
        col(Names.raw(feature)).cast(DataTypes.StringType));
  }

  private static Column judgement(Column condition, String column, Column reason, Column value) {
    return when(
        condition, struct(lit(column).as("column"), reason.as("reason"), value.as("value")));
  }

  private static Column present(List<Column> judgements) {
    return filter(array(judgements.toArray(Column[]::new)), Column::isNotNull);
  }
}
