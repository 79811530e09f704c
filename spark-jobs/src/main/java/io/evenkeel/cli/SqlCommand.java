package io.evenkeel.cli;

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
    description = "Answers a SQL query over the tables.",
    footer = {
      "",
      "Example:",
      "  ./evenkeel sql \"select score_date, count(*), avg(score) from predictions group by all\""
    })
final class SqlCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Parameters(paramLabel = "QUERY", description = "A query, as Spark SQL.")
  private String query = "";

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "100",
      description = "Rows to show at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    Settings settings = options.settings();
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
