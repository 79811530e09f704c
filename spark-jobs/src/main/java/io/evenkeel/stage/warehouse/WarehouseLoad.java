package io.evenkeel.stage.warehouse;

import io.delta.tables.DeltaTable;
import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;

/**
 * Turns a folder of Parquet and SQL files into Delta tables.
 *
 * <p>Each {@code <name>.parquet} is the view {@code raw_<name>}. Each SQL file is one {@code CREATE
 * TEMPORARY VIEW} named as the file, with the comments of its columns; the file's opening {@code
 * --} lines are the comment of the table. Files that start with an underscore are steps that the
 * others build on, every other file makes the table {@code <warehouse>/<name>}. Expressions are
 * evaluated in UTC and in ANSI mode, so a value that does not fit fails the load instead of
 * becoming null.
 *
 * <p>A table carries the SHA-256 of what made it (the Parquet files' sums, the SQL of the steps and
 * its own) as the property {@value #MADE_OF}; where that is unchanged, nothing is written. Each
 * table is replaced in one commit, so readers see it as it was or as it is. Not thread-safe.
 */
public final class WarehouseLoad {
  static final String MADE_OF = "evenkeel.madeOfSha256";

  /** Each table is read and written by all cores; two keep them busy while one of them commits. */
  private static final int TABLES_AT_ONCE = 2;

  private final SparkSession spark;
  private final Warehouse warehouse;

  /**
   * Loads into a warehouse.
   *
   * @param spark a session with Delta's extension and catalog
   */
  public WarehouseLoad(SparkSession spark, Warehouse warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  /**
   * Makes the tables that are not there yet, or not as the files say.
   *
   * @param source a local folder
   * @return every table of the folder, by name
   * @throws EvenkeelException with fault CONTRACT where a Parquet file is not as {@code SHA256SUMS}
   *     says, USAGE where the folder or a SQL file is not as described above, or where a table's
   *     place holds something else
   */
  public List<LoadedTable> load(Path source) {
    SourceFolder folder = SourceFolder.at(source);
    Sha256Sums.verify(folder);
    String shared = shared(folder);
    Function<Path, String> madeOf = sql -> Sha256.of(shared + SourceFolder.text(sql));
    List<Path> stale =
        folder.tables().stream()
            .filter(sql -> !madeOf(SourceFolder.stem(sql)).equals(Optional.of(madeOf.apply(sql))))
            .toList();
    if (!stale.isEmpty()) {
      SqlViews views = views(folder);
      each(stale, sql -> replace(views, sql, madeOf.apply(sql)));
    }
    return each(folder.tables(), sql -> loaded(SourceFolder.stem(sql), !stale.contains(sql)));
  }

  private static <T> List<T> each(List<Path> tables, Function<Path, T> step) {
    return SideBySide.take(
        "Loading the tables",
        TABLES_AT_ONCE,
        tables.stream().<Supplier<T>>map(sql -> () -> step.apply(sql)).toList());
  }

  private SqlViews views(SourceFolder folder) {
    SqlViews views = SqlViews.besides(spark);
    folder.parquet().forEach(views::addParquet);
    folder.steps().forEach(views::addSql);
    folder.tables().forEach(views::addSql);
    return views;
  }

  private LoadedTable loaded(String name, boolean before) {
    PinnedTable pinned = warehouse.pin(name);
    long rows = warehouse.read(pinned).count();
    return new LoadedTable(name, rows, pinned.version().orElseThrow(), before);
  }

  private String replace(SqlViews views, Path sql, String madeOf) {
    String name = SourceFolder.stem(sql);
    String statement =
        """
        CREATE OR REPLACE TABLE delta.`%s` USING delta COMMENT '%s'
        TBLPROPERTIES ('%s' = '%s') AS SELECT * FROM `%s`"""
            .formatted(
                warehouse.location(name).replace("`", "``"),
                SourceFolder.openingComment(sql).replace("\\", "\\\\").replace("'", "\\'"),
                MADE_OF,
                madeOf,
                name);
    views.session().sql(statement);
    return name;
  }

  /** Returns what made the table of that name, or empty where it was not made by a load. */
  private Optional<String> madeOf(String name) {
    String location = warehouse.location(name);
    if (DeltaTable.isDeltaTable(spark, location)) {
      Snapshot newest =
          DeltaLog.forTable(spark, location).update(false, Option.empty(), Option.empty());
      return OptionConverters.toJava(newest.metadata().configuration().get(MADE_OF));
    }
    if (!warehouse.vacant(name)) {
      throw EvenkeelException.of(
              Fault.USAGE, "%s has files, but is not a Delta table".formatted(location))
          .safe("Nothing was written there.")
          .next("Move the folder away, or load into another warehouse");
    }
    return Optional.empty();
  }

  /** What every table of the folder depends on: the data, by its sums, and the steps. */
  private static String shared(SourceFolder folder) {
    Path sums = folder.path().resolve(Sha256Sums.FILE);
    return Stream.concat(Stream.of(sums), folder.steps().stream())
        .map(SourceFolder::text)
        .collect(Collectors.joining("\n"));
  }
}
