package io.evenkeel.job.begin;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * What the columns of a table hold, found in two passes over it.
 *
 * @param columns in the table's order
 */
record TableProfile(List<ColumnProfile> columns) {
  /** More values than these are no category that somebody would write down. */
  static final int MOST_WORDS = 30;

  private static final int FIGURES = 4;

  TableProfile {
    columns = List.copyOf(columns);
  }

  static TableProfile of(Dataset<Row> table) {
    StructField[] fields = table.schema().fields();
    List<Column> figures = new ArrayList<>();
    for (StructField field : fields) {
      Column column = table.col("`%s`".formatted(field.name()));
      boolean number = ColumnProfile.number(field.dataType().simpleString());
      figures.add(count(column));
      figures.add(approx_count_distinct(column.cast("string")));
      Column value = number ? column.cast("double") : lit(0.0);
      figures.add(coalesce(min(value), lit(0.0)));
      figures.add(coalesce(max(value), lit(0.0)));
    }
    Row found = table.agg(count(lit(1)), aliased(figures)).head();
    List<ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      int at = 1 + FIGURES * i;
      columns.add(
          new ColumnProfile(
              fields[i].name(),
              fields[i].dataType().simpleString(),
              found.getLong(0),
              found.getLong(0) - found.getLong(at),
              found.getLong(at + 1),
              found.getDouble(at + 2),
              found.getDouble(at + 3),
              List.of()));
    }
    return new TableProfile(withWords(table, columns));
  }

  Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private static List<ColumnProfile> withWords(Dataset<Row> table, List<ColumnProfile> columns) {
    List<ColumnProfile> few =
        columns.stream().filter(c -> c.text() && c.distinct() <= MOST_WORDS).toList();
    if (few.isEmpty()) {
      return columns;
    }
    List<Column> sets =
        few.stream().map(c -> array_sort(collect_set(col("`%s`".formatted(c.name()))))).toList();
    Row found = table.agg(count(lit(1)), aliased(sets)).head();
    return columns.stream()
        .map(c -> few.contains(c) ? c.with(found.getList(1 + few.indexOf(c))) : c)
        .toList();
  }

  private static Column[] aliased(List<Column> columns) {
    Column[] aliased = new Column[columns.size()];
    for (int i = 0; i < aliased.length; i++) {
      aliased[i] = columns.get(i).as("figure_" + i);
    }
    return aliased;
  }
}
