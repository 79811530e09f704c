package io.evenkeel.job;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.parity.ChangedCells;
import io.evenkeel.stage.warehouse.TableChange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes a past day again, as it was and as it is, with one change at a time in between.
 *
 * @param then the definition that the day was scored with, over tables at the versions of then
 * @param now the present definition, over the present tables
 */
record FeatureAudit(SparkSession spark, Side then, Side now) {
  static final String DEFINITION = "changed_definition";
  static final String SOURCE = "changed_source";
  static final String LATE = "late_data";

  /** A definition over tables. */
  record Side(FeatureSet set, PinnedTables tables) {}

  /** Counts what has changed. */
  ChangedCells.Report count(LocalDate date) {
    FeatureEngine engine = new FeatureEngine();
    List<ChangedCells.Step> steps = new ArrayList<>();
    if (!Fingerprint.of(then.set()).equals(Fingerprint.of(now.set()))) {
      steps.add(new ChangedCells.Step(DEFINITION, rows(engine, now.set(), this::before, date)));
    }
    Map<String, TableChange> changes = changes();
    if (changes.values().stream().anyMatch(change -> !change.onlyAdded())) {
      steps.add(
          new ChangedCells.Step(
              SOURCE, rows(engine, now.set(), table -> kept(changes, table), date)));
    }
    steps.add(new ChangedCells.Step(LATE, rows(engine, now.set(), now.tables()::read, date)));
    return ChangedCells.count(
        rows(engine, then.set(), then.tables()::read, date), steps, features());
  }

  /** Returns what became of each table that both definitions read. */
  Map<String, TableChange> changes() {
    Map<String, TableChange> changes = new TreeMap<>();
    for (String table : shared()) {
      changes.put(
          table,
          new TableChange(
              spark,
              then.tables().pinned(table),
              now.tables().pinned(table),
              then.tables().read(table),
              now.tables().read(table)));
    }
    return changes;
  }

  /** Returns the features that both definitions have, by name. */
  List<String> features() {
    Set<String> shared = new TreeSet<>(names(then.set()));
    shared.retainAll(names(now.set()));
    return List.copyOf(shared);
  }

  /** Returns the features that only one of the two has. */
  static List<String> only(Side one, Side other) {
    List<String> names = new ArrayList<>(names(one.set()));
    names.removeAll(names(other.set()));
    return names;
  }

  private static List<String> names(FeatureSet set) {
    return set.columns().stream().map(FeatureColumn::name).toList();
  }

  private Set<String> shared() {
    Set<String> shared = new TreeSet<>(then.tables().tables().keySet());
    shared.retainAll(now.tables().tables().keySet());
    return shared;
  }

  /** A table that only the new definition reads is part of what changed in the definition. */
  private Dataset<Row> before(String table) {
    return shared().contains(table) ? then.tables().read(table) : now.tables().read(table);
  }

  private Dataset<Row> kept(Map<String, TableChange> changes, String table) {
    return changes.containsKey(table)
        ? Objects.requireNonNull(changes.get(table)).kept()
        : now.tables().read(table);
  }

  private static Dataset<Row> rows(
      FeatureEngine engine, FeatureSet set, Function<String, Dataset<Row>> tables, LocalDate date) {
    return engine.rows(set, tables, date, date);
  }
}
