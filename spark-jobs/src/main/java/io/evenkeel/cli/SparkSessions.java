package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.settings.SessionProperties;
import io.evenkeel.stage.warehouse.HardLinkLogStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the one Spark session of a command. Under {@code spark-submit} its properties hold; started
 * alone, {@code conf/spark-local.properties} fills in what nobody has set.
 */
final class SparkSessions {
  private static final String LOCAL_PROPERTIES = "spark-local.properties";

  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

  private SparkSessions() {}

  /**
   * Returns a session that reads and writes Delta tables.
   *
   * @param command the command's name, shown in Spark's own pages
   * @param properties Spark properties of the command line, strongest of all
   * @param extensions classes of Spark extensions beside Delta's
   * @throws EvenkeelException with fault RETRYABLE, if Spark does not start
   */
  static SparkSession open(
      String command, Map<String, String> properties, List<String> extensions) {
    SparkConf conf = new SparkConf();
    properties.forEach(conf::set);
    // spark-submit names local[*] where nobody named a master.
    if (conf.get("spark.master", "local").startsWith("local")) {
      localProperties().forEach(conf::setIfMissing);
    }
    conf.setIfMissing("spark.app.name", "evenkeel " + command);
    conf.set(
        "spark.sql.extensions",
        Stream.concat(Stream.of(DELTA), extensions.stream()).collect(Collectors.joining(",")));
    conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    SessionProperties.all().forEach(conf::setIfMissing);
    // Delta's own log store for local disks loses commits when two processes write at once.
    conf.setIfMissing("spark.delta.logStore.file.impl", HardLinkLogStore.class.getName());
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (RuntimeException e) {
      throw EvenkeelException.of(
              Fault.RETRYABLE, "Spark does not start: %s".formatted(e.getMessage()))
          .safe("no table has been touched")
          .next("correct spark.master or the --conf properties, then run the same command")
          .causedBy(e);
    }
  }

  private static Map<String, String> localProperties() {
    Properties properties = new Properties();
    try (InputStream in =
        SparkSessions.class.getClassLoader().getResourceAsStream(LOCAL_PROPERTIES)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no " + LOCAL_PROPERTIES);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
