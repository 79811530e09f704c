package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.evenkeel.feature.FeatureRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the values of first and last events once their instants are known. */
final class Picks {
  private static final String AT = "__at";
  private static final String CHOSEN = "__chosen";

  private Picks() {}

  /**
   * Returns {@code folded} with, for each pick of the group, its values and whether tied events
   * differ in them.
   */
  static Dataset<Row> add(WindowGroup group, Dataset<Row> events, Dataset<Row> folded) {
    Dataset<Row> result = folded;
    for (Pick pick : group.picks()) {
      Dataset<Row> picked = read(group, pick, events, folded);
      result = result.join(picked, columns(group.queryColumns()), "left");
    }
    return result;
  }

  private static Dataset<Row> read(
      WindowGroup group, Pick pick, Dataset<Row> events, Dataset<Row> folded) {
    List<Column> asked = new ArrayList<>(List.of(Sql.named(group.queryColumns())));
    asked.add(col(pick.time()).as(AT));
    asked.add(
        Sql.micros(col(FeatureRows.AS_OF)).plus(lit(Sql.micros(group.seenAfter()))).as(Names.SEEN));
    Dataset<Row> tied =
        folded
            .filter(col(pick.time()).isNotNull())
            .select(asked.toArray(Column[]::new))
            .join(
                events,
                Sql.keysMeet(group.by())
                    .and(col(AT).equalTo(col(Names.TIME)))
                    .and(group.visible()));
    return chosen(group, pick, tied);
  }

  /** Of events at one instant, those that {@code order} puts last (or first) are one or tied. */
  private static Dataset<Row> chosen(WindowGroup group, Pick pick, Dataset<Row> tied) {
    List<String> level = new ArrayList<>(group.queryColumns());
    level.addAll(pick.order());
    List<Column> values = new ArrayList<>();
    for (String value : pick.values()) {
      values.add(max(col(value)).as(pick.column(value)));
      values.add(differ(value).as(pick.ambiguous(value)));
    }
    Dataset<Row> levels =
        tied.groupBy(Sql.named(level))
            .agg(values.get(0), values.subList(1, values.size()).toArray(Column[]::new));
    if (pick.order().isEmpty()) {
      return levels;
    }
    List<String> contest = new ArrayList<>(pick.order());
    pick.values().forEach(v -> contest.addAll(List.of(pick.column(v), pick.ambiguous(v))));
    Column contestant = struct(Sql.named(contest));
    Dataset<Row> won =
        levels
            .groupBy(Sql.named(group.queryColumns()))
            .agg((pick.last() ? max(contestant) : min(contestant)).as(CHOSEN));
    List<Column> result = new ArrayList<>(List.of(Sql.named(group.queryColumns())));
    contest
        .subList(pick.order().size(), contest.size())
        .forEach(name -> result.add(col(CHOSEN + "." + name).as(name)));
    return won.select(result.toArray(Column[]::new));
  }

  private static Column differ(String value) {
    Column some = count(col(value));
    return min(col(value))
        .notEqual(max(col(value)))
        .or(some.gt(lit(0)).and(some.lt(count(lit(1)))));
  }

  private static String[] columns(List<String> names) {
    return names.toArray(String[]::new);
  }
}
