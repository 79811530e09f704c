package io.evenkeel.stage.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Label;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/**
 * Writes training exports: {@code <exports>/<set>/<export id>/} with the Delta table {@code data},
 * {@code profile.json} and, last and at once, {@code manifest.json}. A folder without a manifest is
 * no export. Rows with a breach, with an immature label or without one are left out, and counted.
 *
 * @param exports folder of all exports, on a local or mounted disk
 */
public record TrainingExport(SparkSession spark, Path exports) {
  /** The name of the table in an export's folder. */
  public static final String DATA = "data";

  /** The name of the reference profile in an export's folder. */
  public static final String PROFILE = "profile.json";

  private static final String OUTCOME = "_outcome";
  private static final String EXPORTED = "exported";
  private static final String IMMATURE = "immature";
  private static final String UNLABELLED = "unlabelled";

  /** Returns the folder of an export. */
  public Path folder(ExportRequest request) {
    return exports.resolve(request.featureSet()).resolve(request.id());
  }

  /**
   * Returns the manifest of an export that was made by an equal request.
   *
   * @throws EvenkeelException with fault CONTRACT, if the manifest was changed
   */
  public Optional<ExportManifest> existing(ExportRequest request) {
    return ExportManifest.read(folder(request)).filter(told -> told.request().equals(request));
  }

  /**
   * Writes an export in place of any of the same id. The rows are computed once, and wait on the
   * executors' disks until they are written.
   *
   * @param labelled feature rows with the label, at the cut-off of the request
   * @param checks tries what was written; where it throws, there is no export
   */
  public ExportManifest write(
      ExportRequest request, FeatureSet set, Supplier<Dataset<Row>> labelled, ExportChecks checks) {
    Label label = set.label().orElseThrow();
    DurableFolder folder = DurableFolder.create(folder(request));
    remove(folder.path().resolve(ExportManifest.FILE));
    Dataset<Row> rows =
        labelled
            .get()
            .withColumn(OUTCOME, outcome(label, request))
            .persist(StorageLevel.DISK_ONLY());
    try {
      ExportCounts counts = counts(rows);
      requireRows(counts, request);
      Path data = folder.path().resolve(DATA);
      rows.where(col(OUTCOME).equalTo(EXPORTED))
          .select(columns(set, label))
          .write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("overwriteSchema", "true")
          .save(data.toString());
      return finish(request, set, label, counts, folder, checks);
    } finally {
      rows.unpersist();
    }
  }

  private ExportManifest finish(
      ExportRequest request,
      FeatureSet set,
      Label label,
      ExportCounts counts,
      DurableFolder folder,
      ExportChecks checks) {
    String data = folder.path().resolve(DATA).toString();
    long version =
        DeltaLog.forTable(spark, data).update(false, Option.empty(), Option.empty()).version();
    Dataset<Row> written = spark.read().format("delta").option("versionAsOf", version).load(data);
    ReferenceProfile profile = ReferenceProfiling.profile(written, set, request.fingerprint());
    folder.replace(PROFILE, ProfileJson.write(profile).getBytes(StandardCharsets.UTF_8));
    Map<String, FeatureType> features = new LinkedHashMap<>();
    set.columns().forEach(column -> features.put(column.name(), column.type()));
    double mean =
        written.agg(avg(col("`" + label.name() + "`").cast("double"))).first().getDouble(0);
    ExportManifest manifest =
        new ExportManifest(
            request,
            counts,
            mean,
            features,
            label.name(),
            label.type(),
            DataHash.of(written),
            version,
            profile.id(),
            checks.check(written, profile, mean));
    folder.replace(ExportManifest.FILE, manifest.json().getBytes(StandardCharsets.UTF_8));
    return manifest;
  }

  private static Column outcome(Label label, ExportRequest request) {
    Column breach = col(FeatureRows.BREACHES).getItem(0);
    Column mature = col(FeatureRows.AS_OF).leq(lit(label.lastMature(request.cutoff())));
    return when(
            size(col(FeatureRows.BREACHES)).gt(0),
            concat(breach.getField("reason"), lit(" of "), breach.getField("column")))
        .when(not(coalesce(mature, lit(false))), lit(IMMATURE))
        .when(col("`" + label.name() + "`").isNull(), lit(UNLABELLED))
        .otherwise(lit(EXPORTED));
  }

  private static ExportCounts counts(Dataset<Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy(OUTCOME)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    long spine = counts.values().stream().mapToLong(Long::longValue).sum();
    long exported = taken(counts, EXPORTED);
    long immature = taken(counts, IMMATURE);
    long unlabelled = taken(counts, UNLABELLED);
    return new ExportCounts(spine, exported, immature, unlabelled, counts);
  }

  private static long taken(Map<String, Long> counts, String outcome) {
    return Optional.ofNullable(counts.remove(outcome)).orElse(0L);
  }

  private static void requireRows(ExportCounts counts, ExportRequest request) {
    if (counts.exported() == 0) {
      throw EvenkeelException.of(
              Fault.GATE,
              "No row from %s to %s can be exported: %,d rows in the spine, %,d immature at %s, %,d without a label, %,d in quarantine"
                  .formatted(
                      request.from(),
                      request.to(),
                      counts.spine(),
                      counts.immature(),
                      request.cutoff(),
                      counts.unlabelled(),
                      counts.inQuarantine()))
          .safe("No export was made.")
          .next("Choose dates that have rows with mature labels.");
    }
  }

  private static Column[] columns(FeatureSet set, Label label) {
    List<String> names =
        new ArrayList<>(List.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF));
    set.columns().stream().map(FeatureColumn::name).forEach(names::add);
    names.add(label.name());
    return names.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }
}
