package io.evenkeel.job;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.stage.warehouse.PinnedTable;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every table that a feature set reads, each at one version, so that all of a run sees one state of
 * the warehouse.
 *
 * @param tables by name
 */
record PinnedTables(Warehouse warehouse, Map<String, PinnedTable> tables) {
  PinnedTables {
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  /** Pins the spine's table and those of all sources. */
  static PinnedTables of(FeatureSet set, Warehouse warehouse) {
    Set<String> names = new TreeSet<>();
    names.add(set.spine().table());
    set.sources().values().stream().map(Source::table).forEach(names::add);
    Map<String, PinnedTable> tables = new TreeMap<>();
    names.forEach(name -> tables.put(name, warehouse.pin(name)));
    return new PinnedTables(warehouse, tables);
  }

  /** Returns a table's rows at its pinned version. */
  Dataset<Row> read(String name) {
    return warehouse.read(pinned(name));
  }

  /** Returns a table as it is pinned. */
  PinnedTable pinned(String name) {
    return Optional.ofNullable(tables.get(name))
        .orElseThrow(
            () -> new IllegalArgumentException("Table '%s' is not pinned".formatted(name)));
  }

  /** Returns when a table's pinned version was committed; empty where it has no versions. */
  Optional<Instant> committedAt(String name) {
    return warehouse.committedAt(pinned(name));
  }

  /** Returns Delta versions by table name; a table of another format is -1. */
  Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    tables.forEach((name, table) -> versions.put(name, table.version().orElse(-1)));
    return versions;
  }

  /** Returns {@code flights@v3, weather@v0}. */
  @Override
  public String toString() {
    return tables.values().stream().map(PinnedTable::toString).collect(Collectors.joining(", "));
  }
}
