package io.evenkeel.job;

import io.evenkeel.stage.warehouse.LoadedTable;
import io.evenkeel.stage.warehouse.Warehouse;
import io.evenkeel.stage.warehouse.WarehouseLoad;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Turns a folder of Parquet and SQL files into Delta tables; what is unchanged is left alone. */
public record LoadJob(SparkSession spark, Path tables, Journal journal) {
  /** The step's name in the journal. */
  public static final String STEP = "load";

  /**
   * Loads every table of the folder and tells each.
   *
   * @param source a folder as {@link WarehouseLoad} describes it
   * @return the tables, by name
   */
  public List<LoadedTable> run(Path source) {
    Warehouse warehouse = new Warehouse(spark, tables.toString());
    WarehouseLoad load = new WarehouseLoad(spark, warehouse);
    List<LoadedTable> loaded = journal.watching(spark, STEP, () -> load.load(source));
    loaded.forEach(this::tell);
    return loaded;
  }

  private void tell(LoadedTable table) {
    journal.step(
        STEP,
        "%-9s %,9d rows  v%d%s"
            .formatted(
                table.name(),
                table.rows(),
                table.version(),
                table.alreadyLoaded() ? "  already loaded" : ""),
        Map.of(
            "table", table.name(),
            "rows", table.rows(),
            "version", table.version(),
            "already_loaded", table.alreadyLoaded()));
  }
}
