package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.warehouse.Warehouse;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;

/**
 * Answers SQL queries over the tables of the warehouse; refuses statements that change anything.
 */
public record QueryJob(SparkSession spark, Path tables) {
  /**
   * Returns the rows of a query. Every table of the warehouse is a view of its own name.
   *
   * @throws EvenkeelException with fault USAGE, if the text is no query, or names what is not there
   */
  public Dataset<Row> run(String sql) {
    Warehouse warehouse = new Warehouse(spark, tables.toString());
    for (String name : warehouse.names()) {
      warehouse.read(warehouse.pin(name)).createOrReplaceTempView(name);
    }
    try {
      requireQuery(spark.sessionState().sqlParser().parsePlan(sql));
    } catch (ParseException e) {
      throw invalid(e, warehouse);
    }
    try {
      return spark.sql(sql);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // An AnalysisException: checked, but Scala does not declare it, so no clause can name it.
      throw invalid(e, warehouse);
    }
  }

  private static EvenkeelException invalid(Exception e, Warehouse warehouse) {
    return EvenkeelException.of(
            Fault.USAGE, "The query is not valid: " + String.valueOf(e.getMessage()).strip())
        .safe("nothing was read or changed")
        .next("correct the query; the tables are " + warehouse.names())
        .causedBy(e);
  }

  private static void requireQuery(LogicalPlan plan) {
    if (plan instanceof Command || plan instanceof ParsedStatement) {
      throw EvenkeelException.of(
              Fault.USAGE, "Only queries are answered here, and this is a " + plan.nodeName())
          .safe("nothing was changed")
          .next("write a SELECT, or use spark-sql where a table is to be changed");
    }
  }
}
