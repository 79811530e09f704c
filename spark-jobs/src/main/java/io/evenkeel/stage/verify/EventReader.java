package io.evenkeel.stage.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.evenkeel.feature.Source;
import io.evenkeel.feature.Source.Availability;
import io.evenkeel.feature.oracle.OracleEvent;
import io.evenkeel.feature.oracle.OracleSpineRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the events of one source that could concern a sample. */
final class EventReader {
  private static final String TIME = "__time";
  private static final String VERSIONED = "__versioned";

  private final EventReading reading;
  private final Map<String, Column> keys = new LinkedHashMap<>();
  private final EventLayout layout;
  private final Dataset<Row> described;

  /**
   * Describes a source.
   *
   * @param keyTypes SQL type by name of the spine's key
   */
  EventReader(EventReading reading, Map<String, String> keyTypes, Dataset<Row> table, RowSql sql) {
    this.reading = reading;
    Source.Events source = reading.source();
    source.keys().forEach((key, text) -> keys.put(key, expr(text).cast(keyTypes.get(key))));
    this.layout = EventLayout.of(reading);
    List<Column> read = new ArrayList<>();
    read.add(expr(source.eventTime()).as(TIME));
    read.add(
        source.availability() instanceof Availability.KnownAt known
            ? expr(known.expression())
            : lit(null).cast("timestamp"));
    read.add(coalesce(expr(source.where().orElse("true")), lit(false)));
    keys.forEach((name, column) -> read.add(column.as(EventLayout.key(name))));
    for (int i = 0; i < layout.dedup().size(); i++) {
      read.add(expr(layout.dedup().get(i)).as(EventLayout.dedup(i)));
    }
    layout.values().forEach(text -> read.add(expr(text)));
    this.described = sql.derive(table, source.row()).select(read.toArray(Column[]::new));
  }

  /**
   * Returns the events that have the keys of some row of the sample and a time that some window
   * could hold, and every other version of them.
   *
   * @param margin how much further to look, on both sides of the windows
   */
  List<OracleEvent> rows(List<OracleSpineRow> sample, Margin margin, Bounded bounded) {
    List<Instant> moments = sample.stream().flatMap(row -> row.asOf().stream()).toList();
    if (moments.isEmpty()) {
      return List.of();
    }
    Map<String, Column> found = new LinkedHashMap<>();
    keys.keySet().forEach(name -> found.put(name, col(EventLayout.key(name))));
    Instant from =
        moments.stream().min(Comparator.naturalOrder()).orElseThrow().minus(reading.before());
    Instant to =
        moments.stream().max(Comparator.naturalOrder()).orElseThrow().plus(reading.after());
    Duration further =
        margin == Margin.NONE ? Duration.ZERO : reading.before().plus(reading.after());
    Column met =
        new KeysOfSample(sample)
            .met(reading.by(), found)
            .and(col(TIME).geq(lit(from.minus(further))))
            .and(col(TIME).leq(lit(to.plus(further))));
    Dataset<Row> concerned = described.filter(met);
    if (reading.source().dedup().isPresent()) {
      concerned = withVersions(concerned);
    }
    return bounded.rows(reading.source().name(), concerned).stream().map(layout::event).toList();
  }

  /** A version that is elsewhere in time, or has other keys, may still replace one that is not. */
  private Dataset<Row> withVersions(Dataset<Row> concerned) {
    Column[] key =
        IntStream.range(0, layout.dedup().size())
            .mapToObj(i -> col(EventLayout.dedup(i)))
            .toArray(Column[]::new);
    Column identified = Stream.of(key).map(Column::isNotNull).reduce(lit(true), Column::and);
    Dataset<Row> ids = concerned.filter(identified).select(struct(key).as(VERSIONED)).distinct();
    return described
        .join(ids, struct(key).equalTo(col(VERSIONED)), "left_semi")
        .union(concerned.filter(not(identified)));
  }
}
