package io.evenkeel.job;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.warehouse.JdbcCopy;
import io.evenkeel.stage.warehouse.JdbcSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Brings the copies of database tables up to date that a run is about to pin. */
final class Databases {
  private static final int AT_ONCE = 4;

  private Databases() {}

  /** Copies the tables of databases that a set reads; does nothing where it reads none. */
  static void refresh(SparkSession spark, Settings settings, FeatureSet set) {
    Set<String> read = new TreeSet<>(Set.of(set.spine().table()));
    set.sources().values().stream().map(Source::table).forEach(read::add);
    List<JdbcSource> copied =
        settings.jdbc().stream().filter(source -> read.contains(source.name())).toList();
    if (copied.isEmpty()) {
      return;
    }
    JdbcCopy copy =
        new JdbcCopy(
            spark, settings.folders().tables().toString(), settings.folders().staging().toString());
    var unused =
        SideBySide.take(
            "Copying tables of databases",
            AT_ONCE,
            copied.stream().<Supplier<Boolean>>map(source -> () -> copy.refresh(source)).toList());
  }
}
