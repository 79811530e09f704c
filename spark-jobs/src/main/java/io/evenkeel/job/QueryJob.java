package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Answers SQL queries over the tables of the warehouse; refuses statements that change anything.
 */
public record QueryJob(SparkSession spark, Path tables) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");

  /**
   * Returns the rows of a query. Every table of the warehouse is a view of its own name; beside
   * them are the views {@code predictions_latest}, {@code predictions_history}, {@code
   * drift_over_time} and {@code cost}.
   *
   * @throws EvenkeelException with fault USAGE, if the text is no query, or names what is not there
   */
  public Dataset<Row> run(String sql) {
    Warehouse warehouse = new Warehouse(spark, tables.toString());
    Set<String> words = words(sql);
    List<StandardView> views =
        StandardView.ALL.stream().filter(view -> words.contains(view.name())).toList();
    views.forEach(view -> words.addAll(view.tables()));
    for (String name : warehouse.names()) {
      if (words.contains(name.toLowerCase(Locale.ROOT))) {
        warehouse.read(warehouse.pin(name)).createOrReplaceTempView(name);
      }
    }
    views.stream()
        .filter(view -> warehouse.names().containsAll(view.tables()))
        .forEach(view -> spark.sql(view.sql()).createOrReplaceTempView(view.name()));
    try {
      QueriesOnly.require(spark.sessionState().sqlParser().parsePlan(sql));
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

  /** Returns everything that could name a table, so that only such tables are opened. */
  private static Set<String> words(String sql) {
    return new HashSet<>(List.of(NO_WORD.split(sql.toLowerCase(Locale.ROOT), -1)));
  }

  private static EvenkeelException invalid(Exception e, Warehouse warehouse) {
    return EvenkeelException.of(Fault.USAGE, "The query is not valid: " + reason(e))
        .safe("nothing was read or changed")
        .next(
            "correct the query; the tables are %s, the views %s"
                .formatted(
                    warehouse.names(), StandardView.ALL.stream().map(StandardView::name).toList()))
        .causedBy(e);
  }

  /** Spark puts whole query plans into its messages; its simple messages leave them out. */
  private static String reason(Exception e) {
    return e instanceof AnalysisException analysis
        ? analysis.getSimpleMessage()
        : String.valueOf(e.getMessage()).strip();
  }
}
