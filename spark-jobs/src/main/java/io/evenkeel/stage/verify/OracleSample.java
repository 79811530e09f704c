package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.oracle.Oracle;
import io.evenkeel.feature.oracle.OracleEvent;
import io.evenkeel.feature.oracle.OracleSpineRow;
import io.evenkeel.feature.oracle.OracleState;
import io.evenkeel.feature.oracle.OracleTables;
import io.evenkeel.feature.oracle.OracleTrace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of the spine, with all that the oracle must know to say what their features are. It is held
 * in memory: the rows, and of each source those rows that have their keys and a time within reach
 * of their windows, up to a limit. Not thread-safe.
 */
public final class OracleSample {
  private final FeatureSet set;
  private final List<OracleSpineRow> rows;
  private final OracleTables tables;
  private final Oracle oracle;
  private final RowSql sql;

  private OracleSample(
      FeatureSet set, List<OracleSpineRow> rows, OracleTables tables, Oracle oracle, RowSql sql) {
    this.set = set;
    this.rows = rows;
    this.tables = tables;
    this.oracle = oracle;
    this.sql = sql;
  }

  /**
   * Reads a sample of a day: the same rows for the same data, those whose row ids have the least
   * hashes.
   *
   * @param set a set that {@code FeatureEngine.check} has found no problem with
   * @param tables gives the rows of a warehouse table by its name, pinned to one version
   * @param ids number of row ids, from 1; rows without an id are not sampled
   * @param maxSourceRows greatest number of rows of a source to hold
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if a source has more
   */
  public static OracleSample ofDay(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      LocalDate date,
      int ids,
      int maxSourceRows) {
    return of(set, tables, date, spine -> spine.sample(ids), Margin.NONE, maxSourceRows);
  }

  /**
   * Explains the value of one column, or of the label, of one row. Events are looked at as far
   * again as the longest window reaches, on both sides of it.
   *
   * @param set a set that {@code FeatureEngine.check} has found no problem with
   * @param tables gives the rows of a warehouse table by its name, pinned to one version
   * @param column a feature or the label
   * @param maxSourceRows greatest number of rows of a source to hold
   * @return empty where the day has no such row
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if a source has more
   */
  public static Optional<Explanation> explain(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      LocalDate date,
      String rowId,
      String column,
      int maxSourceRows) {
    FeatureSet needed = Explaining.needed(set, column);
    OracleSample sample =
        of(needed, tables, date, spine -> spine.named(rowId), Margin.AS_FAR_AGAIN, maxSourceRows);
    return sample.rows.stream().findFirst().map(row -> sample.explained(row, column));
  }

  private Explanation explained(OracleSpineRow row, String column) {
    Explaining explaining = new Explaining(set, tables);
    OracleTrace trace = sql.call(() -> oracle.trace(row, column));
    Optional<String> source = explaining.source(column);
    return new Explanation(
        row.rowId().orElseThrow(),
        row.asOf(),
        rows.size(),
        source,
        explaining.events(row, column, trace.candidates()),
        trace);
  }

  private static OracleSample of(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      LocalDate date,
      Function<SpineReader, List<SampledRow>> choice,
      Margin margin,
      int maxSourceRows) {
    Dataset<Row> table = tables.apply(set.spine().table());
    RowSql sql = RowSql.of(table, set.timezone());
    return sql.call(
        () -> {
          SpineReader spine = new SpineReader(set.spine(), date, table, sql);
          List<SampledRow> sample = choice.apply(spine);
          List<OracleSpineRow> rows = sample.stream().map(SampledRow::spine).toList();
          OracleTables read = sources(set, tables, rows, margin, new Bounded(maxSourceRows), sql);
          SpineExpressions expressions = new SpineExpressions(set, spine.columns(), sample, sql);
          return new OracleSample(set, rows, read, new Oracle(set, read, expressions), sql);
        });
  }

  private static OracleTables sources(
      FeatureSet set,
      Function<String, Dataset<Row>> tables,
      List<OracleSpineRow> rows,
      Margin margin,
      Bounded bounded,
      RowSql sql) {
    Map<String, List<OracleEvent>> events = new HashMap<>();
    Map<String, List<OracleState>> states = new HashMap<>();
    for (Source source : set.sources().values()) {
      Dataset<Row> table = tables.apply(source.table());
      Map<String, String> keys = set.spine().keys();
      if (source instanceof Source.Events found) {
        EventReader reader = new EventReader(EventReading.of(set, found), keys, table, sql);
        events.put(source.name(), reader.rows(rows, margin, bounded));
      } else {
        StateReader reader =
            new StateReader((Source.States) source, lookUps(set, source), keys, table, sql);
        states.put(source.name(), reader.rows(rows, bounded));
      }
    }
    return new OracleTables(events, states);
  }

  private static List<LookedUp> lookUps(FeatureSet set, Source source) {
    return set.columns().stream()
        .filter(LookedUp.class::isInstance)
        .map(LookedUp.class::cast)
        .filter(column -> column.source().equals(source.name()))
        .toList();
  }

  /** Returns the ids of the sampled rows; empty where the day has none. */
  public List<String> rowIds() {
    return rows.stream().flatMap(row -> row.rowId().stream()).distinct().toList();
  }

  /** Returns how many rows of sources are held. */
  public long sourceRows() {
    return java.util.stream.Stream.concat(
            tables.events().values().stream(), tables.states().values().stream())
        .mapToLong(List::size)
        .sum();
  }

  /**
   * Compares every cell of the sample with what the engine made of it.
   *
   * @param engine feature rows of the sampled ids, with the label where {@code cutoff} is given
   * @param cutoff instant at which labels were mature; empty for rows without a label
   */
  public CellReport compare(List<Row> engine, Optional<Instant> cutoff) {
    OracleCells cells = new OracleCells(set, oracle, cutoff);
    return CellReport.of(
        sql.call(() -> cells.of(rows)), EngineCells.of(set, engine, cutoff.isPresent()));
  }
}
