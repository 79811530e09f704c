package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.warehouse.PinnedTable;
import io.evenkeel.stage.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's Thrift server over the tables and views of the warehouse, for clients that speak JDBC.
 * Every connection has a session of its own and sees what is published at the time of its query.
 * With {@link QueriesOnly} among the session's extensions no connection changes anything.
 *
 * <p>The server is part of a Spark distribution, and not of the jars that Maven has: it is looked
 * up by name.
 */
public final class SqlServer {
  private static final String SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2";

  private static final String DELTA = "org.apache.spark.sql.delta.catalog.DeltaCatalog";

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Set<String> registered = new TreeSet<>();

  /**
   * A server that is not started yet.
   *
   * @param tables the folder of tables
   */
  public SqlServer(SparkSession spark, Path tables) {
    this.spark = spark;
    this.warehouse = new Warehouse(spark, tables.toAbsolutePath().toString());
  }

  /** Tells whether Spark's Thrift server is there. */
  public static boolean available() {
    return has(loader(), SERVER);
  }

  /**
   * Tells whether connections find Delta: Hive gives each a class loader of its own that sees the
   * class path of the JVM, and not what {@code --jars} adds.
   */
  public static boolean findsDelta() {
    return has(ClassLoader.getSystemClassLoader(), DELTA);
  }

  private static boolean has(ClassLoader loader, String name) {
    try {
      var unused = Class.forName(name, /* initialize= */ false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Registers what the warehouse has and listens; returns when clients can connect.
   *
   * @param host the address to listen on
   * @param port 1 to 65535
   * @return the names of the tables and views
   * @throws EvenkeelException with fault USAGE, if this Spark has no Thrift server, or the address
   *     can't be had
   */
  public List<String> start(String host, int port) {
    List<String> names = registerNew();
    Configuration hive = spark.sparkContext().hadoopConfiguration();
    hive.set("hive.server2.transport.mode", "binary");
    hive.set("hive.server2.thrift.bind.host", host);
    hive.set("hive.server2.thrift.port", Integer.toString(port));
    // What each statement did is in Spark's own log; Hive's copies would fill a folder.
    hive.set("hive.server2.logging.operation.enabled", "false");
    try {
      // Held by its own threads.
      var unusedServer =
          Class.forName(SERVER, /* initialize= */ true, loader())
              .getMethod("startWithSparkSession", SparkSession.class, boolean.class)
              .invoke(null, spark, false);
      return names;
    } catch (InvocationTargetException e) {
      throw EvenkeelException.of(
              Fault.USAGE, "The server can't listen on %s:%d: %s".formatted(host, port, root(e)))
          .safe("nothing was started")
          .next("name another --host or --port")
          .causedBy(e);
    } catch (ReflectiveOperationException e) {
      throw EvenkeelException.of(Fault.USAGE, "This Spark has no Thrift server: " + e)
          .safe("nothing was started")
          .next("set SPARK_HOME to a Spark 4.1 distribution; PyPI's pyspark 4.1.1 carries one")
          .causedBy(e);
    }
  }

  /**
   * Registers tables that have appeared, and the views over them.
   *
   * @return the names that are new
   */
  public List<String> registerNew() {
    List<String> added = new ArrayList<>();
    for (String name : warehouse.names()) {
      if (registered.add(name)) {
        PinnedTable table = warehouse.pin(name);
        if (table.format() != PinnedTable.Format.CATALOG) {
          declare(
              "CREATE TABLE IF NOT EXISTS `%s` USING %s LOCATION '%s'"
                  .formatted(name, table.format(), table.location().replace("'", "\\'")));
          added.add(name);
        }
      }
    }
    for (StandardView view : StandardView.ALL) {
      if (registered.containsAll(view.tables()) && registered.add(view.name())) {
        declare("CREATE OR REPLACE VIEW `%s` AS %s".formatted(view.name(), view.sql()));
        added.add(view.name());
      }
    }
    return added;
  }

  private void declare(String statement) {
    var unused = spark.sql(statement);
  }

  private static String root(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static ClassLoader loader() {
    return Thread.currentThread().getContextClassLoader();
  }
}
