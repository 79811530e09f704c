package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.Journal;
import io.evenkeel.job.QueriesOnly;
import io.evenkeel.job.SqlServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The server of {@code evenkeel sql}: where it listens, and how long. */
final class SqlServing {
  private static final long LOOK_MILLIS = 15_000;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on with --server. Whoever reaches it can read every table."
              + " Default: ${DEFAULT-VALUE}.")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      defaultValue = "10000",
      description = "Port to listen on with --server. Default: ${DEFAULT-VALUE}.")
  private int port;

  /** Serves until the process is interrupted; looks for new tables four times a minute. */
  int serve(SharedOptions options, Path tables) {
    if (!SqlServer.available()) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "There is no Thrift server among these jars: only a Spark distribution has it")
          .safe("nothing was started")
          .next(
              "pip install pyspark==4.1.1, which carries one, or set SPARK_HOME to a Spark 4.1"
                  + " distribution; then ./evenkeel sql --server");
    }
    if (!SqlServer.findsDelta()) {
      throw EvenkeelException.of(
              Fault.USAGE, "Connections of the server would not find Delta's classes")
          .safe("nothing was started")
          .next(
              "./evenkeel sql --server with SPARK_HOME set, or spark-submit with Delta's jars"
                  + " and this one in --driver-class-path");
    }
    SparkSession spark = options.spark("sql", List.of(QueriesOnly.class.getName()));
    try {
      SqlServer server = new SqlServer(spark, tables);
      List<String> names = server.start(host, port);
      tell(options.journal(), names);
      while (!spark.sparkContext().isStopped()) {
        Thread.sleep(LOOK_MILLIS);
        var unused = server.registerNew();
      }
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      spark.stop();
    }
  }

  private void tell(Journal journal, List<String> names) {
    String url = "jdbc:hive2://%s:%d/".formatted(host, port);
    journal.step(
        "serving",
        "%s  %s".formatted(url, String.join(", ", names)),
        Map.of("url", url, "tables", names));
  }
}
