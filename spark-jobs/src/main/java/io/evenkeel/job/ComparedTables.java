package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.training.ExportManifest;
import io.evenkeel.stage.training.TrainingExport;
import io.evenkeel.stage.warehouse.PinnedTable;
import io.evenkeel.stage.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds a side of a comparison by what it was called: a span of dates is computed from the feature
 * set, an export is read with its frozen profile, anything else is a table of the warehouse, or the
 * folder of one.
 */
record ComparedTables(SparkSession spark, Settings settings, Optional<FeatureSet> set) {
  private static final Pattern SPAN =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.\\.(\\d{4}-\\d{2}-\\d{2})");

  /**
   * Returns the side.
   *
   * @throws EvenkeelException with fault USAGE, if nothing has that name
   */
  ComparedTable find(String name) {
    Matcher span = SPAN.matcher(name);
    if (span.matches()) {
      return span(name, date(span.group(1)), date(span.group(2)));
    }
    Optional<Path> export = export(name);
    return export.isPresent() ? export(export.get()) : table(name);
  }

  private ComparedTable span(String name, LocalDate from, LocalDate to) {
    FeatureSet features =
        set.orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.USAGE,
                        "'%s' are dates of a feature set, of which none is named".formatted(name))
                    .next("Give --features SET, or name a table."));
    PinnedTables inputs =
        PinnedTables.of(features, new Warehouse(spark, settings.folders().tables().toString()));
    Dataset<Row> rows =
        new FeatureEngine()
            .rows(features, inputs::read, from, to)
            .where(size(col(FeatureRows.BREACHES)).equalTo(lit(0)));
    return new ComparedTable(name, rows, inputs.versions(), Optional.empty());
  }

  private Optional<Path> export(String name) {
    Stream<Path> places =
        Stream.concat(
            set.stream().map(s -> settings.folders().exports().resolve(s.name()).resolve(name)),
            name.contains("/") ? Stream.of(Path.of(name)) : Stream.empty());
    return places.filter(p -> Files.isRegularFile(p.resolve(ExportManifest.FILE))).findFirst();
  }

  private ComparedTable export(Path folder) {
    ExportManifest manifest = ExportManifest.read(folder).orElseThrow();
    String data = folder.resolve(TrainingExport.DATA).toString();
    Dataset<Row> rows =
        spark.read().format("delta").option("versionAsOf", manifest.deltaVersion()).load(data);
    ReferenceProfile profile = ProfileJson.read(folder.resolve(TrainingExport.PROFILE));
    String label = folder.getFileName().toString();
    return new ComparedTable(
        label, rows, Map.of(label, manifest.deltaVersion()), Optional.of(profile));
  }

  private ComparedTable table(String name) {
    boolean folder = name.contains("/");
    Path path = Path.of(name);
    Path root = folder && path.getParent() != null ? path.getParent() : settings.folders().tables();
    Warehouse warehouse = new Warehouse(spark, root.toString());
    String table = folder ? String.valueOf(path.getFileName()) : name;
    PinnedTable pinned;
    try {
      pinned = warehouse.pin(table);
    } catch (EvenkeelException e) {
      throw unknown(name, warehouse, e);
    }
    return new ComparedTable(
        pinned.toString(),
        warehouse.read(pinned),
        Map.of(table, pinned.version().orElse(-1)),
        Optional.empty());
  }

  private EvenkeelException unknown(String name, Warehouse warehouse, EvenkeelException cause) {
    return EvenkeelException.of(
            Fault.USAGE,
            "'%s' is no table (%s), no export%s and no span of dates such as 2013-07-01..2013-07-31"
                .formatted(
                    name,
                    String.join(", ", warehouse.names()),
                    set.map(s -> " of %s (%s)".formatted(s.name(), String.join(", ", exports(s))))
                        .orElse("")))
        .safe("Nothing was written.")
        .next("Name one of these; a table elsewhere is named by its folder.")
        .causedBy(cause);
  }

  private List<String> exports(FeatureSet of) {
    Path folder = settings.folders().exports().resolve(of.name());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return List.copyOf(
          new TreeSet<>(entries.map(entry -> String.valueOf(entry.getFileName())).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw EvenkeelException.of(Fault.USAGE, "There is no date %s".formatted(text)).causedBy(e);
    }
  }
}
