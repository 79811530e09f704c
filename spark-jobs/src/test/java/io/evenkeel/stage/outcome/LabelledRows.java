package io.evenkeel.stage.outcome;

import io.evenkeel.SparkTestSession;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows of a classifier, written down; a score from one half on is predicted positive. */
final class LabelledRows {
  private static final StructType SCHEMA =
      StructType.fromDDL("_score DOUBLE, _predicted BOOLEAN, _observed BOOLEAN, region STRING");

  private final List<Row> rows = new ArrayList<>();

  /** Adds a row. */
  LabelledRows add(double score, boolean observed) {
    return add(score, observed, "north");
  }

  LabelledRows add(double score, boolean observed, @Nullable String region) {
    rows.add(RowFactory.create(score, score >= .5, observed, region));
    return this;
  }

  /** Adds rows of a group: so many positive of so many, all selected or none. */
  LabelledRows group(String region, int selected, int rowsOfGroup) {
    for (int row = 0; row < rowsOfGroup; row++) {
      add(row < selected ? .7 : .3, row % 2 == 0, region);
    }
    return this;
  }

  OutcomeRows grouped(String... columns) {
    return new OutcomeRows(
        SparkTestSession.session().createDataFrame(rows, SCHEMA), List.of(columns));
  }

  OutcomeRows partitions(int partitions, String... columns) {
    OutcomeRows all = grouped(columns);
    return new OutcomeRows(all.rows().repartition(partitions), all.groups());
  }
}
