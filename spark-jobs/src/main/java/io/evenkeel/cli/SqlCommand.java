package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.QueryJob;
import io.evenkeel.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel sql}. */
@Command(
    name = "sql",
    description = {
      "Answers a SQL query over the tables and views; with --server, those of JDBC clients until"
          + " it is interrupted.",
      "Changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  ./evenkeel sql \"select score_date, count(*), avg(score) from predictions group by all\"",
      "  ./evenkeel sql --server --port 10000     (with python3's pyspark 4.1, or SPARK_HOME)"
    })
final class SqlCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Parameters(paramLabel = "QUERY", arity = "0..1", description = "A query, as Spark SQL.")
  private String query = "";

  @Option(names = "--server", description = "Serve jdbc:hive2 clients (Spark's Thrift server).")
  private boolean server;

  @Mixin private SqlServing serving = new SqlServing();

  @Option(
      names = "--limit",
      converter = Values.Limit.class,
      paramLabel = "ROWS",
      defaultValue = "100",
      description = "Rows to show at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    if (server == !query.isBlank()) {
      throw EvenkeelException.of(Fault.USAGE, "Either a query or --server is needed, and not both")
          .next("./evenkeel sql --help");
    }
    Settings settings = options.settings();
    if (server) {
      return serving.serve(options, settings.folders().tables());
    }
    SparkSession spark = options.spark("sql");
    try {
      show(new QueryJob(spark, settings.folders().tables()).run(query));
      return 0;
    } finally {
      spark.stop();
    }
  }

  private void show(Dataset<Row> rows) {
    if (options.json()) {
      rows.limit(limit).toJSON().collectAsList().forEach(System.out::println);
      return;
    }
    List<Row> shown = rows.limit(limit + 1).collectAsList();
    boolean more = shown.size() > limit;
    System.out.print(
        TextTable.of(List.of(rows.columns()), shown.subList(0, Math.min(shown.size(), limit))));
    if (more) {
      System.out.println("(more rows; --limit shows them)");
    }
  }
}
