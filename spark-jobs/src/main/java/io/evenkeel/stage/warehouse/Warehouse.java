package io.evenkeel.stage.warehouse;

import io.delta.tables.DeltaTable;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/**
 * Finds source tables by name. A name is looked for as the folder {@code <root>/<name>} (Delta,
 * else Parquet), then in the session's catalog; a name with dots only in the catalog.
 *
 * <p>Thread-safe, as the session is.
 */
public final class Warehouse {
  private static final String DELTA_LOG = "_delta_log";

  private final SparkSession spark;
  private final Path root;

  /**
   * A warehouse over a folder.
   *
   * @param spark a session with Delta's extension and catalog
   * @param root path or URI of the folder of tables; need not exist
   */
  public Warehouse(SparkSession spark, String root) {
    this.spark = spark;
    this.root = qualified(new Path(root));
  }

  /**
   * Finds a table and fixes its version.
   *
   * @param name {@code flights}, or for a catalog table also {@code db.flights}
   * @throws EvenkeelException with fault USAGE for a name that breaks the rule, CONTRACT where
   *     there is no such table, naming the tables there are
   */
  public PinnedTable pin(String name) {
    if (!TableName.valid(name) && !TableName.qualified(name)) {
      throw EvenkeelException.of(
          Fault.USAGE, "'%s' cannot name a table: %s".formatted(name, TableName.RULE));
    }
    Optional<PinnedTable> folder =
        TableName.valid(name) ? inFolder(name) : Optional.<PinnedTable>empty();
    return folder.or(() -> inCatalog(name)).orElseThrow(() -> unknown(name));
  }

  /**
   * Reads a pinned table. A Delta table is read at its version, whatever was committed since.
   *
   * @throws EvenkeelException with fault CONTRACT, if that version is not there any more
   */
  public Dataset<Row> read(PinnedTable table) {
    return switch (table.format()) {
      case DELTA -> readDelta(table, table.version().orElseThrow());
      case PARQUET -> spark.read().parquet(table.location());
      case CATALOG -> spark.table(table.location());
    };
  }

  /**
   * Returns when the pinned version of a table was committed, by the table's own log: it holds
   * nothing that became known later. Empty for a table without versions.
   */
  public Optional<Instant> committedAt(PinnedTable table) {
    if (table.version().isEmpty()) {
      return Optional.empty();
    }
    DeltaLog log = DeltaLog.forTable(spark, table.location());
    Snapshot snapshot =
        log.getSnapshotAt(
            table.version().getAsLong(),
            Option.empty(),
            Option.empty(),
            /* enforceTimeTravelWithinDeletedFileRetention= */ false);
    return Optional.of(Instant.ofEpochMilli(snapshot.timestamp()));
  }

  /** Returns the names of all tables, of the folder and of the catalog's current database. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (FileStatus entry : entries(root)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory() && TableName.valid(name) && format(name).isPresent()) {
        names.add(name);
      }
    }
    spark.catalog().listTables().collectAsList().forEach(table -> names.add(table.name()));
    return names;
  }

  /** Returns where a table of that name is, or would be. */
  String location(String name) {
    return new Path(root, name).toString();
  }

  /** Tells whether the place of a table of that name is empty. */
  boolean vacant(String name) {
    return entries(new Path(root, name)).length == 0;
  }

  private Optional<PinnedTable> inFolder(String name) {
    String location = location(name);
    return format(name)
        .map(
            format ->
                new PinnedTable(
                    name,
                    location,
                    format,
                    format == PinnedTable.Format.DELTA
                        ? OptionalLong.of(version(location))
                        : OptionalLong.empty()));
  }

  /** Tells what a folder holds by its files alone; empty where it is no table. */
  private Optional<PinnedTable.Format> format(String name) {
    FileStatus[] files = entries(new Path(location(name)));
    if (has(files, file -> file.isDirectory() && file.getPath().getName().equals(DELTA_LOG))) {
      return Optional.of(PinnedTable.Format.DELTA);
    }
    return has(files, file -> file.getPath().getName().endsWith(".parquet"))
        ? Optional.of(PinnedTable.Format.PARQUET)
        : Optional.empty();
  }

  private static boolean has(FileStatus[] files, Predicate<FileStatus> condition) {
    return Arrays.stream(files).anyMatch(condition);
  }

  /** Lists the log's folder; {@code DeltaTable.history} would start a Spark job for the same. */
  private long version(String location) {
    DeltaLog log = DeltaLog.forTable(spark, location);
    return log.update(false, Option.empty(), Option.empty()).version();
  }

  private Optional<PinnedTable> inCatalog(String name) {
    if (!spark.catalog().tableExists(name)) {
      return Optional.empty();
    }
    return Optional.of(
        Analysis.orElse(
            () -> delta(name, DeltaTable.forName(spark, name)),
            notDelta ->
                new PinnedTable(name, name, PinnedTable.Format.CATALOG, OptionalLong.empty())));
  }

  private static PinnedTable delta(String name, DeltaTable table) {
    return delta(name, table.detail().select("location").head().getString(0), table);
  }

  private static PinnedTable delta(String name, String location, DeltaTable table) {
    long version = table.history(1).select("version").head().getLong(0);
    return new PinnedTable(name, location, PinnedTable.Format.DELTA, OptionalLong.of(version));
  }

  private Dataset<Row> readDelta(PinnedTable table, long version) {
    return Analysis.orElse(
        () -> spark.read().format("delta").option("versionAsOf", version).load(table.location()),
        e -> {
          throw EvenkeelException.of(
                  Fault.CONTRACT,
                  "Version %d of table '%s' cannot be read from %s: %s"
                      .formatted(version, table.name(), table.location(), e.getMessage()))
              .next("Run again: a new run pins the version that is there now")
              .causedBy(e);
        });
  }

  private EvenkeelException unknown(String name) {
    SortedSet<String> names = names();
    return EvenkeelException.of(
            Fault.CONTRACT,
            "There is no table '%s' in %s or in the catalog; there are %s"
                .formatted(name, root, names.isEmpty() ? "none" : names))
        .next("Load it, or correct the name in the definition");
  }

  private FileStatus[] entries(Path folder) {
    try {
      FileSystem files = fileSystem(folder);
      return files.exists(folder) ? files.listStatus(folder) : new FileStatus[0];
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private Path qualified(Path path) {
    return fileSystem(path).makeQualified(path);
  }

  private FileSystem fileSystem(Path path) {
    try {
      return path.getFileSystem(spark.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach the file system of " + path, e);
    }
  }
}
