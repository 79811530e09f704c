package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What the engine says of rows, cell by cell. */
final class EngineCells {
  private EngineCells() {}

  /** Returns the cells of feature rows that have ids, in their order. */
  static List<Cells> of(FeatureSet set, List<Row> rows, boolean labelled) {
    List<String> names = new ArrayList<>(set.columns().stream().map(FeatureColumn::name).toList());
    if (labelled) {
      names.add(set.label().orElseThrow().name());
    }
    return rows.stream().map(row -> of(row, names)).toList();
  }

  private static Cells of(Row row, List<String> names) {
    Map<String, Optional<Object>> values = new HashMap<>();
    names.forEach(name -> values.put(name, Optional.ofNullable(row.get(row.fieldIndex(name)))));
    for (String judgements : List.of(FeatureRows.BREACHES, FeatureRows.FLAGS)) {
      values.put(judgements, Optional.of(text(row.getList(row.fieldIndex(judgements)))));
    }
    return new Cells(row.getAs(FeatureRows.ROW_ID), values);
  }

  private static String text(List<Row> judgements) {
    return judgements.stream()
        .map(judgement -> judgement.getAs("column") + " " + judgement.getAs("reason"))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
