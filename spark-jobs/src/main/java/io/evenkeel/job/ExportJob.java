package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.training.ExportManifest;
import io.evenkeel.stage.training.ExportRequest;
import io.evenkeel.stage.training.TrainingExport;
import io.evenkeel.stage.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Writes a training export with the definition that scoring applies: features as the scheduled run
 * would have seen them, and labels that are mature. It is tried for leaks of the future before it
 * gets its manifest.
 *
 * @param engine computes features
 */
public record ExportJob(
    SparkSession spark, Settings settings, Journal journal, FeatureEngine engine) {
  private static final int SHORT_HASH = 12;

  /** A job with the engine that scoring has. */
  public ExportJob(SparkSession spark, Settings settings, Journal journal) {
    this(spark, settings, journal, new FeatureEngine());
  }

  /** As below, without slices. */
  public Path run(String features, LocalDate from, LocalDate to, Optional<Instant> cutoff) {
    return run(features, from, to, cutoff, List.of());
  }

  /**
   * Exports some dates.
   *
   * @param features name of the feature set
   * @param from first date, included
   * @param to last date, included
   * @param cutoff instant at which labels must be mature; empty for the moment at which the last
   *     event of the label's source became known, so that the data itself decides
   * @param by features, or columns of the spine, whose slices are frozen beside the profile, the
   *     largest of each; may be none
   * @return the folder of the export, which may have been there before
   */
  public Path run(
      String features, LocalDate from, LocalDate to, Optional<Instant> cutoff, List<String> by) {
    FeatureSet set = Definitions.named(settings.folders().definitions(), features);
    Databases.refresh(spark, settings, set);
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    PinnedTables inputs = PinnedTables.of(set, warehouse);
    Optional<FrozenSlices> slices = slices(set, inputs, from, to, by);
    Instant mature = cutoff.orElseGet(() -> lastKnown(engine, set, inputs));
    ExportRequest request =
        new ExportRequest(
            set.name(), set.version(), Fingerprint.of(set), from, to, mature, inputs.versions());
    TrainingExport exports = new TrainingExport(spark, settings.folders().exports());
    new KeptDefinitions(settings.folders().keptDefinitions())
        .keep(settings.folders().definitions(), set);
    LeakageGate gate = new LeakageGate(engine, set, inputs::read, from, to, settings.leakage());
    Optional<ExportManifest> existing = exports.existing(request);
    ExportManifest manifest =
        existing.orElseGet(
            () ->
                journal.watching(
                    spark,
                    "export",
                    () ->
                        exports.write(
                            request,
                            set,
                            () -> engine.labelled(set, inputs::read, from, to, mature),
                            gate)));
    Path folder = exports.folder(request);
    tell(manifest, folder, existing.isPresent());
    slices.ifPresent(frozen -> tell(frozen.keep(folder, manifest, by)));
    return folder;
  }

  /** Finds what is wrong with the columns before anything is computed. */
  private Optional<FrozenSlices> slices(
      FeatureSet set, PinnedTables inputs, LocalDate from, LocalDate to, List<String> by) {
    if (by.isEmpty()) {
      return Optional.empty();
    }
    FrozenSlices slices =
        new FrozenSlices(
            spark, set, engine.query(set, inputs::read, from, to), settings.drift().maxSlices());
    slices.check(by);
    return Optional.of(slices);
  }

  private static Instant lastKnown(FeatureEngine engine, FeatureSet set, PinnedTables inputs) {
    return engine
        .labelsKnownUntil(set, inputs::read)
        .orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.CONTRACT,
                        "Feature set '%s' has no label, or its label's source no event"
                            .formatted(set.name()))
                    .safe("no export was made")
                    .next("add a label to the definition, or load the events of its source"));
  }

  private void tell(ReferenceSlices slices) {
    journal.step(
        "slices",
        "%d slices by %s frozen%s"
            .formatted(
                slices.slices().size(),
                String.join(", ", slices.keys()),
                slices.leftOut().isEmpty() ? "" : "; smaller ones left out: " + slices.leftOut()),
        Map.of("slices", slices.slices().size(), "slices_left_out", slices.leftOut()));
  }

  private void tell(ExportManifest manifest, Path folder, boolean existed) {
    journal.step(
        "export",
        "%s %s to %s: %,d rows of %,d (%,d without a label, %,d immature, %,d in quarantine)\nlabel mean %.4f  data %s  profile %s%s%s\n%s"
            .formatted(
                manifest.request().featureSet(),
                manifest.request().from(),
                manifest.request().to(),
                manifest.counts().exported(),
                manifest.counts().spine(),
                manifest.counts().unlabelled(),
                manifest.counts().immature(),
                manifest.counts().inQuarantine(),
                manifest.labelMean(),
                manifest.dataSha256().substring(0, SHORT_HASH),
                manifest.profileId().substring(0, SHORT_HASH),
                existed ? "  already exported" : "",
                checks(manifest.checks()),
                folder),
        Map.of(
            "export_id", manifest.request().id(),
            "rows", manifest.counts().exported(),
            "spine_rows", manifest.counts().spine(),
            "label_mean", manifest.labelMean(),
            "data_sha256", manifest.dataSha256(),
            "profile_id", manifest.profileId(),
            "already_exported", existed,
            "checks", manifest.checks(),
            "folder", folder.toString()));
  }

  private static String checks(Map<String, Object> checks) {
    StringBuilder text = new StringBuilder();
    if (checks.get("future_noise") instanceof Map<?, ?> noise) {
      text.append(
          "\nno leak   %s values of %s rows are the same beside planted events of the future"
              .formatted(noise.get("values"), noise.get("rows")));
    }
    if (checks.get("single_features") instanceof Map<?, ?> single
        && single.get("best_auc") instanceof Number best) {
      boolean none = single.get("suspects") instanceof Map<?, ?> suspects && suspects.isEmpty();
      text.append(
          String.format(
              Locale.ROOT,
              "\nprobe     the best single feature is %s, AUC %.4f; suspected: %s",
              single.get("best_feature"),
              best.doubleValue(),
              none ? "none" : single.get("suspects")));
    }
    if (checks.get("short_history") instanceof Map<?, ?> rows && !rows.isEmpty()) {
      text.append("\nhistory   windows start before the tables do; rows by feature: " + rows);
    }
    return text.toString();
  }
}
