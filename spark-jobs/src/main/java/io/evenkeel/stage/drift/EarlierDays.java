package io.evenkeel.stage.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Adds up the stored histograms of some days. */
record EarlierDays(DriftTables tables, DriftRun run, ReferenceProfile reference) {

  /**
   * Reads them.
   *
   * @param from first date, included
   * @param until the date after the last
   */
  Earlier read(LocalDate from, LocalDate until) {
    Column before =
        slot()
            .and(col("score_date").geq(lit(Date.valueOf(from))))
            .and(col("score_date").lt(lit(Date.valueOf(until))));
    List<LocalDate> dates = new ArrayList<>();
    List<Object> runs = new ArrayList<>();
    int otherReference = 0;
    for (Row row :
        tables
            .table(DriftTables.RUN)
            .where(before)
            .orderBy("score_date")
            .select("score_date", "run_id", "ref_id")
            .collectAsList()) {
      if (row.getString(2).equals(reference.id())) {
        dates.add(row.getDate(0).toLocalDate());
        runs.add(row.getString(1));
      } else {
        otherReference++;
      }
    }
    return new Earlier(
        dates.isEmpty() ? SlicedCounts.NONE : counts(dates, runs), dates, otherReference);
  }

  private SlicedCounts counts(List<LocalDate> dates, List<Object> runs) {
    Map<Slice, Map<String, long[]>> counts = new LinkedHashMap<>();
    counts.put(Slice.ALL, zeros());
    tables
        .table(DriftTables.HISTOGRAM)
        .where(slot())
        .where(col("score_date").isin(dates.stream().map(Date::valueOf).toArray()))
        .where(col("run_id").isin(runs.toArray()))
        .groupBy("slice_key", "slice_value", "feature", "bin")
        .agg(sum("n"))
        .collectAsList()
        .forEach(
            row ->
                add(
                    counts.computeIfAbsent(
                        new Slice(row.getString(0), row.getString(1)), x -> zeros()),
                    row));
    return new SlicedCounts(counts);
  }

  private Map<String, long[]> zeros() {
    Map<String, long[]> zeros = new HashMap<>();
    for (FeatureProfile feature : reference.features()) {
      zeros.put(feature.name(), new long[feature.layout().length()]);
    }
    return zeros;
  }

  private static void add(Map<String, long[]> counts, Row row) {
    long[] feature = counts.get(row.getString(2));
    if (feature != null) {
      feature[Math.toIntExact(row.getLong(3))] += row.getLong(4);
    }
  }

  private Column slot() {
    return col("model").equalTo(run.model()).and(col("role").equalTo(run.role()));
  }
}
