package io.evenkeel.tests;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** {@code docs/tables.md} as the tables of a warehouse have it. */
record TablesPage(SparkSession spark, Path tables) {
  static final List<String> TABLES =
      List.of(
          "predictions",
          "quarantine",
          "runs",
          "drift_run",
          "drift_metric",
          "feature_histogram",
          "outcome_metric",
          "retrain_decision",
          "alerts");
  private static final String HEAD =
      """
      # Tables

      What runs publish, column by column, as `describe` in Spark or the schema in another reader has it. This page is made
      from the tables themselves: `DocumentedQueriesTest` fails where it differs, and
      `mvn -pl tests -am test -Dtest=DocumentedQueriesTest -Dsurefire.failIfNoSpecifiedTests=false -Devenkeel.golden.write=true`
      writes it again. [queries.md](queries.md) has questions to ask them.

      ## How schemas change

      1. The name and the type of a column stay, and so does what it means. What must mean something else gets a new name.
      2. A later version may add columns, at the end. The first run of that version adds them to the tables that are there, with
         their comments; in older rows they are null, and readers must take null as "not known then".
      3. No column is taken away within a major version. One that is not filled any more says so in its comment first.
      4. Partition columns stay. A table is never made anew under the same name.
      5. Views have the columns of their tables, and those that [queries.md](queries.md) names; name columns rather than `select *` where order matters.

      `SchemaEvolutionTest` takes a column away from `predictions`, `quarantine`, `runs` and `drift_run`, as if an earlier version had
      made them, and scores the next day.
      """;

  /** Returns the page. */
  String text() {
    StringBuilder page = new StringBuilder(HEAD);
    TABLES.forEach(name -> page.append(table(name)));
    return page.toString();
  }

  private String table(String name) {
    String path = tables.resolve(name).toString();
    Row detail = DeltaTable.forPath(spark, path).detail().head();
    String partitions =
        String.join(", ", detail.<String>getList(detail.fieldIndex("partitionColumns")));
    String comment = detail.getAs("description");
    return "\n## %s\n\n%s%s\n\n%s"
        .formatted(
            name,
            comment == null ? "" : comment + ". ",
            partitions.isEmpty() ? "Not partitioned." : "Partitioned by " + partitions + ".",
            columns(spark.read().format("delta").load(path).schema()));
  }

  private static String columns(StructType schema) {
    return "| column | type | meaning |\n|---|---|---|\n"
        + Arrays.stream(schema.fields()).map(TablesPage::line).collect(Collectors.joining());
  }

  private static String line(StructField field) {
    return "| `%s` | `%s` | %s |\n"
        .formatted(
            field.name(),
            field.dataType().catalogString(),
            field.getComment().getOrElse(() -> "").replace("|", "\\|"));
  }
}
