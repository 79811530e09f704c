package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;

import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.run.RunId;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.drift.CurrentData;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.DriftRun;
import io.evenkeel.stage.drift.DriftThresholds;
import io.evenkeel.stage.drift.DriftWindow;
import io.evenkeel.stage.drift.ExactKs;
import io.evenkeel.stage.drift.SliceChoice;
import io.evenkeel.stage.drift.TableCounts;
import io.evenkeel.stage.drift.page.Surroundings;
import io.evenkeel.stage.training.ReferenceProfiling;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Holds any two tables against each other, without a model: the reference's bins are frozen, both
 * sides are counted into them, and measures, tables and page are those of a scoring run. A later
 * comparison of the same name and date takes the place of an earlier one.
 *
 * @param clock dates the report; it never decides what data is used
 */
public record CompareJob(SparkSession spark, Settings settings, Journal journal, Clock clock) {

  /**
   * Compares, writes and tells.
   *
   * @throws EvenkeelException with fault USAGE, if a side, a column or a date is not known
   */
  public DriftReport run(CompareRequest request) {
    Optional<FeatureSet> set =
        request.features().map(name -> Definitions.named(settings.folders().definitions(), name));
    ComparedTables tables = new ComparedTables(spark, settings, set);
    ComparedTable reference = tables.find(request.reference());
    ComparedTable current = tables.find(request.current());
    Map<String, FeatureType> types = ComparedColumns.of(request, set, reference, current);
    DriftReport report =
        journal.watching(
            spark,
            "drift",
            () ->
                compared(
                    request,
                    set,
                    kept(reference, types, request),
                    kept(current, types, request),
                    types));
    Path page = new DriftStep(spark, settings, clock).write(report, Surroundings.NONE);
    tell(request, report, page);
    return report;
  }

  /** Leaves out what is not compared; what is left is read more than once, so it is kept. */
  private static ComparedTable kept(
      ComparedTable side, Map<String, FeatureType> types, CompareRequest request) {
    List<String> wanted =
        Arrays.stream(side.rows().columns())
            .filter(
                name ->
                    types.containsKey(name)
                        || request.by().contains(name)
                        || name.equals(FeatureRows.DATE))
            .toList();
    Column[] columns = wanted.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    Dataset<Row> rows = side.rows().select(columns).persist(StorageLevel.MEMORY_AND_DISK());
    return new ComparedTable(side.label(), rows, side.versions(), side.profile());
  }

  private DriftReport compared(
      CompareRequest request,
      Optional<FeatureSet> set,
      ComparedTable reference,
      ComparedTable current,
      Map<String, FeatureType> types) {
    try {
      ReferenceProfile profile = profile(set, reference, types);
      List<String> others =
          Arrays.stream(reference.rows().columns()).filter(x -> !types.containsKey(x)).toList();
      SliceChoice slices =
          SliceChoice.of(
              List.of(reference.rows(), current.rows()),
              request.by(),
              settings.drift().maxSlices());
      SlicedCounts now = TableCounts.of(current.rows(), profile, others, slices.slices());
      ReferenceSlices sliced = ReferenceSlices.NONE;
      if (!slices.slices().isEmpty()) {
        SlicedCounts then = TableCounts.of(reference.rows(), profile, others, slices.slices());
        sliced = new ReferenceSlices(profile.id(), then, slices.leftOut());
      }
      LocalDate date = date(request, current);
      return DriftReport.assess(
          run(request, reference, current, date),
          profile,
          new CurrentData(
              withNew(now, types, current),
              SlicedCounts.NONE,
              DriftWindow.of(date),
              ExactKs.of(reference.rows(), current.rows(), profile)),
          sliced,
          DriftStep.thresholds(settings.drift(), DriftThresholds.DEFAULTS.positiveFrom()),
          settings.retrain());
    } finally {
      reference.rows().unpersist();
      current.rows().unpersist();
    }
  }

  private static ReferenceProfile profile(
      Optional<FeatureSet> set, ComparedTable reference, Map<String, FeatureType> types) {
    if (reference.profile().isPresent() && set.isPresent()) {
      return reference.profile().get();
    }
    Map<String, FeatureType> there = new LinkedHashMap<>(types);
    there.keySet().removeIf(name -> !reference.has(name));
    String columns = there.toString();
    return ReferenceProfiling.profile(
        reference.rows(),
        there,
        set.map(FeatureSet::name).orElse("columns"),
        set.map(Fingerprint::of).orElseGet(() -> Sha256.of(columns)));
  }

  private static SlicedCounts withNew(
      SlicedCounts counts, Map<String, FeatureType> types, ComparedTable current) {
    Map<String, long[]> all = new LinkedHashMap<>(counts.all());
    types.keySet().stream()
        .filter(current::has)
        .forEach(name -> all.putIfAbsent(name, new long[0]));
    Map<Slice, Map<String, long[]>> bySlice = new LinkedHashMap<>(counts.bySlice());
    bySlice.put(Slice.ALL, all);
    return new SlicedCounts(bySlice);
  }

  private static LocalDate date(CompareRequest request, ComparedTable current) {
    return request
        .date()
        .or(current::lastDate)
        .orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.USAGE,
                        "'%s' has no column _date, so no date is known to file the comparison under"
                            .formatted(current.label()))
                    .safe("Nothing was written.")
                    .next("Give --date YYYY-MM-DD."));
  }

  private DriftRun run(
      CompareRequest request, ComparedTable reference, ComparedTable current, LocalDate date) {
    Map<String, Long> versions = new TreeMap<>(reference.versions());
    versions.putAll(current.versions());
    return new DriftRun(
        RunId.next(clock.instant()).value(),
        request.title(),
        "%s against %s".formatted(current.label(), reference.label()),
        DriftRun.COMPARISON,
        date,
        versions,
        Optional.empty(),
        /* classifier= */ false,
        clock.instant());
  }

  private void tell(CompareRequest request, DriftReport report, Path page) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("verdict", report.verdict().word());
    facts.put("sentence", report.verdict().sentence());
    facts.put("run_id", report.run().runId());
    facts.put("comparison", request.title());
    facts.put("date", report.run().scoreDate().toString());
    facts.put("reference_rows", report.reference().rows());
    facts.put("current_rows", report.currentRows());
    facts.put("slices", report.slices().slices().size());
    facts.put("slices_left_out", report.slices().leftOut());
    facts.put("page", page.toString());
    journal.step("drift", CompareTexts.of(report) + "\n" + page, facts);
  }
}
