package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.verify.CellReport;
import io.evenkeel.stage.verify.OracleSample;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Proves a sample of the engine's values by the plain-Java oracle, on the user's own data.
 *
 * @param engine that is put to the proof
 */
public record VerifyJob(
    SparkSession spark, Settings settings, Journal journal, FeatureEngine engine) {
  private static final int SHOWN = 20;

  /** A job over the engine that scoring has. */
  public VerifyJob(SparkSession spark, Settings settings, Journal journal) {
    this(spark, settings, journal, new FeatureEngine());
  }

  /**
   * Compares every cell of a sample, bit for bit; with the label, where the set has one.
   *
   * @param features name of the feature set
   * @param rows row ids to sample, from 1
   * @throws EvenkeelException with fault CONTRACT, if a cell differs; with fault USAGE, if the day
   *     has no row or the sample concerns more rows than may be held
   */
  public void run(String features, LocalDate date, int rows) {
    FeatureSet set = Definitions.named(settings.folders().definitions(), features);
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    PinnedTables inputs = PinnedTables.of(set, warehouse);
    engine.check(set, inputs::read);
    CellReport report =
        journal.watching(spark, "verify", () -> compare(set, engine, inputs, date, rows));
    tell(set, date, inputs, report);
    if (!report.equal()) {
      throw failure(features, date, report);
    }
  }

  private CellReport compare(
      FeatureSet set, FeatureEngine engine, PinnedTables inputs, LocalDate date, int rows) {
    int limit = settings.verify().maxSourceRows();
    OracleSample sample = OracleSample.ofDay(set, inputs::read, date, rows, limit);
    if (sample.rowIds().isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE, "'%s' has no row of %s to sample".formatted(set.name(), date))
          .safe("Nothing was written.")
          .next("Name a --date that table '%s' has rows of".formatted(set.spine().table()));
    }
    Optional<Instant> cutoff = engine.labelsKnownUntil(set, inputs::read);
    Dataset<Row> computed =
        cutoff
            .map(at -> engine.labelled(set, inputs::read, date, date, at))
            .orElseGet(() -> engine.rows(set, inputs::read, date, date));
    List<Row> found =
        computed.filter(col(FeatureRows.ROW_ID).isin(sample.rowIds().toArray())).collectAsList();
    return sample.compare(found, cutoff);
  }

  private void tell(FeatureSet set, LocalDate date, PinnedTables inputs, CellReport report) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("features", set.name());
    facts.put("date", date.toString());
    facts.put("source_versions", inputs.versions());
    facts.put("rows", report.rows());
    facts.put("cells", report.cells());
    facts.put("differing_cells", report.differences().size());
    facts.put("differences", report.differences().stream().map(VerifyJob::facts).toList());
    String shown =
        report.differences().stream()
            .limit(SHOWN)
            .map(difference -> "\n" + difference)
            .collect(Collectors.joining());
    int more = report.differences().size() - SHOWN;
    journal.step(
        "verify",
        "%s %s: %,d cells of %,d rows compared with the oracle, %,d differ%s%s\n%s"
            .formatted(
                set.name(),
                date,
                report.cells(),
                report.rows(),
                report.differences().size(),
                shown,
                more > 0 ? "\nand %,d more; --json tells all of them".formatted(more) : "",
                inputs),
        facts);
  }

  private static Map<String, Object> facts(CellReport.Difference difference) {
    return Map.of(
        "row_id", difference.rowId(),
        "column", difference.column(),
        "engine", difference.engine(),
        "oracle", difference.oracle());
  }

  private static EvenkeelException failure(String features, LocalDate date, CellReport report) {
    CellReport.Difference first = report.differences().get(0);
    return EvenkeelException.of(
            Fault.CONTRACT,
            "%,d of %,d cells are not what the definition says"
                .formatted(report.differences().size(), report.cells()))
        .safe("Nothing was written.")
        .next(
            "./evenkeel features explain --features %s --date %s --row %s --column %s"
                .formatted(features, date, first.rowId(), first.column()));
  }
}
