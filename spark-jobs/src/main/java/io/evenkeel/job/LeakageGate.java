package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.settings.OnSuspect;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.TableCounts;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.feature.ShortHistory;
import io.evenkeel.stage.training.ExportChecks;
import io.evenkeel.stage.training.SingleFeatureAuc;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Tries whether an export knows the future: some rows are computed again beside planted events that
 * nobody could have seen, and each feature is asked how well it alone tells the label. Tells too
 * which features lack history.
 *
 * @param tables the rows of the warehouse's tables, pinned
 */
record LeakageGate(
    FeatureEngine engine,
    FeatureSet set,
    Function<String, Dataset<Row>> tables,
    LocalDate from,
    LocalDate to,
    Settings.Leakage settings)
    implements ExportChecks {
  private static final int MOST_PLANTED = 20_000;
  private static final int SHOWN = 5;

  @Override
  public Map<String, Object> check(
      Dataset<Row> written, ReferenceProfile profile, double labelMean) {
    Map<String, Object> found = new TreeMap<>();
    if (settings.noiseRows() > 0) {
      found.put("future_noise", noise(written));
    }
    found.put("single_features", probe(written, profile, labelMean));
    Map<String, Object> rows = new TreeMap<>();
    for (ShortHistory history : engine.query(set, tables, from, to).shortHistories()) {
      rows.put(history.feature(), history.rows());
    }
    found.put("short_history", rows);
    return found;
  }

  private Map<String, Object> noise(Dataset<Row> written) {
    List<LocalDate> dates = lastDates(written);
    LocalDate date = dates.get(0);
    List<Row> sample = sample(written, date);
    Instant moment = sample.stream().map(LeakageGate::asOf).max(Instant::compareTo).orElseThrow();
    FutureNoise noise = new FutureNoise(set, moment, MOST_PLANTED);
    Object[] ids = sample.stream().map(LeakageGate::id).toArray();
    Map<String, Row> again = new HashMap<>();
    engine
        .labelled(
            noise.planted(), noise.tables(tables), date, dates.get(dates.size() - 1), Instant.EPOCH)
        .where(col(FeatureRows.DATE).equalTo(lit(date)).and(col(FeatureRows.ROW_ID).isin(ids)))
        .select(columns())
        .collectAsList()
        .forEach(row -> again.put(id(row), row));
    List<String> differences = new ArrayList<>();
    sample.forEach(row -> differences.addAll(differences(row, again)));
    if (!differences.isEmpty()) {
      throw leaks(differences, sample.size());
    }
    Map<String, Object> told = new TreeMap<>();
    told.put("date", date.toString());
    told.put("rows", (long) sample.size());
    told.put("values", (long) sample.size() * set.columns().size());
    told.put("differing_values", 0L);
    return told;
  }

  /** The last two days that have rows: what is planted after the first is not after the second. */
  private static List<LocalDate> lastDates(Dataset<Row> written) {
    return written
        .select(FeatureRows.DATE)
        .distinct()
        .orderBy(col(FeatureRows.DATE).desc())
        .limit(2)
        .collectAsList()
        .stream()
        .map(LeakageGate::date)
        .sorted()
        .toList();
  }

  /** The earliest rows of a day, so that others of the run come after what is planted. */
  private List<Row> sample(Dataset<Row> written, LocalDate date) {
    return written
        .where(col(FeatureRows.DATE).equalTo(lit(date)))
        .orderBy(col(FeatureRows.AS_OF), xxhash64(col(FeatureRows.ROW_ID)), col(FeatureRows.ROW_ID))
        .limit(settings.noiseRows())
        .select(columns())
        .collectAsList();
  }

  private Column[] columns() {
    Stream<String> own = Stream.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF);
    return Stream.concat(own, set.columns().stream().map(FeatureColumn::name))
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private List<String> differences(Row row, Map<String, Row> again) {
    Row other = Objects.requireNonNull(again.get(id(row)), "a row of the spine is lost");
    List<String> differences = new ArrayList<>();
    for (FeatureColumn column : set.columns()) {
      String before = String.valueOf(row.<Object>getAs(column.name()));
      String after = String.valueOf(other.<Object>getAs(column.name()));
      if (!before.equals(after)) {
        differences.add(
            "%s  %s  exported as %s  beside the future %s"
                .formatted(id(row), column.name(), before, after));
      }
    }
    return differences;
  }

  private EvenkeelException leaks(List<String> differences, int rows) {
    List<String> problems = new ArrayList<>();
    problems.add(
        "Features see the future: %,d of %,d values of %,d rows change by events that nobody could have known"
            .formatted(differences.size(), (long) rows * set.columns().size(), rows));
    problems.addAll(differences.subList(0, Math.min(SHOWN, differences.size())));
    return EvenkeelException.of(Fault.GATE, problems)
        .safe("There is no manifest, so there is no export; models are as they were.")
        .next("Report this with the definition: no definition should be able to cause it.");
  }

  private Map<String, Object> probe(
      Dataset<Row> written, ReferenceProfile profile, double labelMean) {
    String label = set.label().orElseThrow().name();
    Dataset<Row> positive = written.where(col("`" + label + "`").cast("double").gt(lit(labelMean)));
    Map<String, long[]> counts =
        TableCounts.of(
            positive,
            profile,
            List.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF, label));
    Map<String, Double> areas = new LinkedHashMap<>();
    for (FeatureProfile feature : profile.features()) {
      long[] positives = Objects.requireNonNull(counts.get(feature.name()));
      areas.put(feature.name(), SingleFeatureAuc.of(feature, positives));
    }
    Map<String, Double> suspects = new TreeMap<>(areas);
    suspects.values().removeIf(area -> area <= settings.auc());
    if (!suspects.isEmpty() && settings.onSuspect() == OnSuspect.REFUSE) {
      throw tooGood(label, suspects);
    }
    Map<String, Object> told = new TreeMap<>();
    told.put("threshold_auc", settings.auc());
    told.put("suspects", suspects);
    areas.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            best -> {
              told.put("best_feature", best.getKey());
              told.put("best_auc", best.getValue());
            });
    return told;
  }

  private EvenkeelException tooGood(String label, Map<String, Double> suspects) {
    return EvenkeelException.of(
            Fault.GATE,
            "A single feature tells '%s' too well to be honest; by area under the ROC curve, above %s: %s"
                .formatted(label, settings.auc(), suspects))
        .safe("There is no manifest, so there is no export; models are as they were.")
        .next(
            "./evenkeel features explain shows what such a value is made of; where it is right, set"
                + " evenkeel.export.leakage.on_suspect=flag or a greater evenkeel.export.leakage.auc");
  }

  private static String id(Row row) {
    return row.getAs(FeatureRows.ROW_ID);
  }

  private static Instant asOf(Row row) {
    Object asOf = row.getAs(FeatureRows.AS_OF);
    return asOf instanceof Instant instant ? instant : ((java.sql.Timestamp) asOf).toInstant();
  }

  private static LocalDate date(Row row) {
    Object date = row.getAs(FeatureRows.DATE);
    return date instanceof LocalDate local ? local : ((java.sql.Date) date).toLocalDate();
  }
}
