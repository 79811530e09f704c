package io.evenkeel.job.begin;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.job.Journal;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the beginning of a model.
 *
 * @param root the folder that holds {@code conf/airflow} and {@code airflow-dags}
 */
public record BeginJob(SparkSession spark, Settings.Folders folders, Path root, Journal journal) {
  /**
   * Profiles the table and writes the files.
   *
   * @throws EvenkeelException with fault USAGE, if the table or a column is not there, or any of
   *     the files is; nothing is written then
   */
  public void run(BeginRequest request) {
    Warehouse warehouse = new Warehouse(spark, folders.tables().toString());
    Dataset<Row> table = warehouse.read(warehouse.pin(request.table()));
    TableProfile profile = TableProfile.of(table);
    require(request, profile);
    Map<Path, String> files = files(request, profile, start(table, request));
    refuseExisting(files.keySet().stream().filter(Files::exists).toList());
    files.forEach(BeginJob::write);
    FeatureSet set = Definitions.named(folders.definitions(), request.model());
    tell(request, set, new ArrayList<>(files.keySet()));
  }

  private Map<Path, String> files(BeginRequest request, TableProfile profile, String start) {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(
        folders.definitions().resolve(request.model() + ".conf"),
        new DefinitionDraft(request, profile).text());
    Path model = folders.models().resolve(request.model());
    Drafts.training(request).forEach((name, text) -> files.put(model.resolve(name), text));
    files.put(
        root.resolve("conf/airflow/models").resolve(request.model() + ".yaml"),
        Drafts.conf(request, start));
    files.put(root.resolve("airflow-dags").resolve(request.model() + ".py"), Drafts.dag(request));
    return files;
  }

  private static String start(Dataset<Row> table, BeginRequest request) {
    Row first =
        table.selectExpr("cast(cast(min(%s) as date) as string)".formatted(request.time())).head();
    return first.isNullAt(0) ? "1970-01-01" : first.getString(0);
  }

  private static void require(BeginRequest request, TableProfile profile) {
    List<String> names = profile.columns().stream().map(ColumnProfile::name).toList();
    List<String> problems = new ArrayList<>();
    for (String name : List.of(request.key(), request.time(), request.label())) {
      if (!names.contains(name)) {
        problems.add(
            "Table '%s' has no column '%s'; there are %s".formatted(request.table(), name, names));
      }
    }
    profile
        .column(request.time())
        .filter(time -> !time.moment())
        .ifPresent(
            time ->
                problems.add(
                    "'%s' is a %s, not a date or timestamp".formatted(time.name(), time.type())));
    profile
        .column(request.label())
        .filter(
            label ->
                !label.truth() && !(label.number() && label.least() >= 0 && label.greatest() <= 1))
        .ifPresent(
            label ->
                problems.add(
                    "'%s' is no label: it has other values than 0 and 1".formatted(label.name())));
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("nothing was written")
          .next("./evenkeel sql \"select * from %s limit 5\"".formatted(request.table()));
    }
  }

  private static void refuseExisting(List<Path> there) {
    if (!there.isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE, there.stream().map(file -> file + " is there already").toList())
          .safe("nothing was written")
          .next("take another name, or move these away");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      if (text.startsWith("#!") && !file.toFile().setExecutable(true)) {
        throw new IOException("can't be made executable: " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(BeginRequest request, FeatureSet set, List<Path> files) {
    String names = String.join("\n", files.stream().map(Path::toString).toList());
    journal.step(
        "init",
        "%s: %d features suggested; read the comments, then ./evenkeel export --features %s\n%s"
            .formatted(request.model(), set.columns().size(), request.model(), names),
        Map.of(
            "model", request.model(),
            "features", set.columns().size(),
            "files", files.stream().map(Path::toString).toList()));
  }
}
