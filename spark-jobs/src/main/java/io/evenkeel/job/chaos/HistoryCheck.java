package io.evenkeel.job.chaos;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.cache.CachedPrediction;
import io.evenkeel.stage.cache.PredictionCache;
import io.evenkeel.stage.cache.RocksStore;
import io.evenkeel.stage.ledger.Ledger;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What must be true whenever no run is under way, whatever happened before.
 *
 * @param clean each day's digest after a run that nothing disturbed
 */
record HistoryCheck(
    SparkSession spark, ScratchWarehouse warehouse, Map<LocalDate, DayDigest> clean) {
  /** Copies the map. */
  HistoryCheck {
    clean = Map.copyOf(clean);
  }

  /** Returns what is not true, as sentences; empty where all is well. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    for (LocalDate day : warehouse.days()) {
      DayDigest now = DayDigest.of(spark, warehouse, day);
      if (!now.equals(clean.get(day))) {
        broken.add("%s holds %s, a clean run gives %s".formatted(day, now, clean.get(day)));
      }
      broken.addAll(generations(day));
    }
    broken.addAll(commits());
    broken.addAll(conservation());
    broken.addAll(cache());
    return List.copyOf(broken);
  }

  private List<String> generations(LocalDate day) {
    Slot slot = new Slot(ScratchWarehouse.MODEL, "champion", day);
    Ledger ledger = new Ledger(new LocalFiles(folders().ledger()), Clock.systemUTC());
    Optional<RunRecord> done =
        ledger.history(slot).runs().stream()
            .filter(run -> run.state() == RunState.DONE)
            .reduce((older, newer) -> newer);
    List<Integer> published =
        day(day).select("generation").distinct().collectAsList().stream()
            .map(row -> row.getInt(0))
            .toList();
    List<Integer> wanted = done.map(run -> run.claim().generation().number()).stream().toList();
    return published.equals(wanted)
        ? List.of()
        : List.of(
            "%s has generations %s in the table, its last finished run is %s"
                .formatted(day, published, wanted));
  }

  /** One commit for each generation, and never an older one after a newer one. */
  private List<String> commits() {
    List<String> broken = new ArrayList<>();
    Map<Slot, Integer> next = new HashMap<>();
    for (PublishedCommit commit :
        PublishedCommit.of(spark, warehouse.table("predictions").toString())) {
      int generation = commit.claim().generation().number();
      Integer newer = next.put(commit.claim().slot(), generation);
      if (newer != null && newer <= generation) {
        broken.add(
            "%s: generation %d was committed before generation %d"
                .formatted(commit.claim().slot(), generation, newer));
      }
    }
    return broken;
  }

  private List<String> conservation() {
    long lost =
        spark
            .read()
            .format("delta")
            .load(warehouse.table("runs").toString())
            .where("state = 'DONE' AND rows_in <> rows_scored + rows_quarantined")
            .count();
    return lost == 0 ? List.of() : List.of("%d runs have lost or doubled rows".formatted(lost));
  }

  private List<String> cache() {
    try (PredictionCache cache = new RocksStore(folders().cache()).reader(ScratchWarehouse.MODEL)) {
      LocalDate served = cache.live().scoreDate();
      if (!served.equals(warehouse.newest())) {
        return List.of("the cache serves %s".formatted(served));
      }
      List<Row> rows = day(served).select("row_id", "score", "generation").collectAsList();
      long differing = rows.stream().filter(row -> !same(cache, row)).count();
      return differing == 0
          ? List.of()
          : List.of("%d of %d rows are not cached as published".formatted(differing, rows.size()));
    }
  }

  private static boolean same(PredictionCache cache, Row row) {
    Optional<CachedPrediction> cached = cache.lookup(row.getString(0));
    return cached.isPresent()
        && cached.get().score() == row.getDouble(1)
        && cached.get().source().generation().number() == row.getInt(2);
  }

  private Dataset<Row> day(LocalDate day) {
    return spark
        .read()
        .format("delta")
        .load(warehouse.table("predictions").toString())
        .where("score_date = DATE'%s'".formatted(day));
  }

  private Settings.Folders folders() {
    return warehouse.settings().folders();
  }
}
