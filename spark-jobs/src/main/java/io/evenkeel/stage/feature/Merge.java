package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.stage.feature.Partial.Fold;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A fold whose results over parts of a window merge to the result over the window: what a tile
 * holds of its events.
 *
 * @param name column of the fold's result over a part
 * @param partial the fold
 * @param type of its result, over a part as over the window
 */
record Merge(String name, Partial partial, DataType type) {

  /** Tells whether a fold can be merged. */
  static boolean possible(Partial partial) {
    return partial.fold() != Fold.COUNT_DISTINCT;
  }

  /** Returns the columns of a part, folded over the events that meet {@code counted}. */
  List<Column> ofEvents(Column counted) {
    List<Column> columns = new ArrayList<>();
    columns.add(partial.over(counted).as(name));
    if (loses()) {
      Column some = count(when(counted, col(partial.value()))).gt(lit(0));
      columns.add(some.and(Sql.sumOrNull(when(counted, col(partial.value()))).isNull()).as(lost()));
    }
    return columns;
  }

  /** Returns the columns of a part that is one event. */
  List<Column> ofOne() {
    List<Column> columns = new ArrayList<>();
    Column value =
        switch (partial.fold()) {
          case COUNT ->
              partial.value().equals(Partial.EVERY_EVENT)
                  ? lit(1L)
                  : col(partial.value()).isNotNull().cast(DataTypes.LongType);
          case SUM, TRY_SUM, MIN, MAX -> col(partial.value()).cast(type);
          case COUNT_DISTINCT -> throw new IllegalStateException("Distinct values do not merge");
        };
    columns.add(value.as(name));
    if (loses()) {
      columns.add(lit(false).as(lost()));
    }
    return columns;
  }

  /** Returns the columns of a larger part, merged of parts. */
  List<Column> ofParts() {
    List<Column> columns = new ArrayList<>();
    columns.add(merged(lit(true)).as(name));
    if (loses()) {
      columns.add(
          merged(lit(true))
              .isNull()
              .and(count(col(name)).gt(lit(0)))
              .or(max(col(lost())))
              .as(lost()));
    }
    return columns;
  }

  /** Returns the names of a part's columns. */
  List<String> columns() {
    return loses() ? List.of(name, lost()) : List.of(name);
  }

  /** Returns the result of {@code of}, this fold over a window, merged of the parts in it. */
  Column over(Column inWindow, Partial of) {
    Column merged = merged(inWindow);
    if (loses()) {
      Column lost = max(when(inWindow, col(lost())));
      merged = when(coalesce(lost, lit(false)).equalTo(lit(false)), merged);
    }
    return merged.as(of.name());
  }

  private Column merged(Column inWindow) {
    Column part = when(inWindow, col(name));
    return switch (partial.fold()) {
      case COUNT -> coalesce(sum(part), lit(0L));
      case SUM -> sum(part).cast(type);
      case TRY_SUM -> Sql.sumOrNull(part).cast(type);
      case MIN -> functions.min(part);
      case MAX -> max(part);
      case COUNT_DISTINCT -> throw new IllegalStateException("Distinct values do not merge");
    };
  }

  /** A sum that does not fit is null in a part, and must not pass for a part without values. */
  private boolean loses() {
    return partial.fold() == Fold.TRY_SUM;
  }

  private String lost() {
    return name + "_lost";
  }
}
