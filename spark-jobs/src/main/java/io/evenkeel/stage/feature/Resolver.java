package io.evenkeel.stage.feature;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Resolves the SQL expressions of one definition against its tables before any job starts, and
 * gathers everything that is wrong, each problem with the name of its setting. Not thread-safe.
 */
final class Resolver {
  private final PinnedSession session;
  private final String prefix;
  private final List<String> problems = new ArrayList<>();

  Resolver(PinnedSession session, String featureSet) {
    this.session = session;
    this.prefix = "features." + featureSet + ".";
  }

  /** Notes a problem of a setting, whose name is given without {@code features.<set>.}. */
  void problem(String setting, String text) {
    problems.add(prefix + setting + " " + text);
  }

  /** Returns the parsed expression, or empty where it does not parse, which is then noted. */
  Optional<SqlExpression> parse(String setting, String sql) {
    try {
      return Optional.of(SqlExpression.parse(session.session(), sql));
    } catch (ParseException e) {
      problem(setting, "is \"%s\": %s".formatted(sql, firstLine(e)));
      return Optional.empty();
    }
  }

  /** Returns the expression over the columns of {@code over}, or a broken one. */
  Typed resolve(String setting, String sql, Dataset<Row> over) {
    return resolve(setting, sql, over, Map.of());
  }

  /** As above, reading {@code renames.get(name)}, keyed in lower case, instead of name. */
  Typed resolve(String setting, String sql, Dataset<Row> over, Map<String, String> renames) {
    return parse(setting, sql)
        .map(parsed -> typed(setting, sql, over, parsed.column(renames)))
        .orElseGet(Typed::broken);
  }

  /**
   * As {@link #resolve(String, String, Dataset, Map)}, refusing any type that is not {@code
   * possible}.
   */
  Typed resolve(
      String setting,
      String sql,
      Dataset<Row> over,
      Map<String, String> renames,
      Predicate<DataType> fits,
      String possible) {
    Typed typed = resolve(setting, sql, over, renames);
    if (typed.isBroken() || fits.test(typed.type())) {
      return typed;
    }
    problem(
        setting,
        "is \"%s\" of type %s; possible is %s".formatted(sql, typed.type().sql(), possible));
    return Typed.broken();
  }

  /** Returns a timestamp expression, or a broken one. */
  Typed timestamp(String setting, String sql, Dataset<Row> over) {
    return resolve(setting, sql, over, Map.of(), DataTypes.TimestampType::equals, "a TIMESTAMP");
  }

  /** Returns a condition, or a broken one. */
  Typed condition(String setting, String sql, Dataset<Row> over) {
    return resolve(setting, sql, over, Map.of(), DataTypes.BooleanType::equals, "a BOOLEAN");
  }

  /** Returns {@code table} with derived columns, each over the table's own columns. */
  Dataset<Row> derive(String setting, Map<String, String> row, Dataset<Row> table) {
    Map<String, Column> columns = new LinkedHashMap<>();
    row.forEach(
        (name, sql) -> columns.put(name, resolve(setting + ".row." + name, sql, table).column()));
    return columns.isEmpty() ? table : table.withColumns(columns);
  }

  /** Returns a column over the columns of {@code over}, or a broken one. */
  Typed typed(String setting, String sql, Dataset<Row> over, Column column) {
    try {
      Dataset<Row> selected = select(over, column);
      LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) selected).logicalPlan();
      Typed typed = new Typed(column, selected.schema().fields()[0].dataType());
      Optional<String> refused = refused(plan, typed);
      refused.ifPresent(reason -> problem(setting, "is \"%s\", %s".formatted(sql, reason)));
      return refused.isPresent() ? Typed.broken() : typed;
    } catch (AnalysisException e) {
      problem(setting, "is \"%s\": %s".formatted(sql, firstLine(e)));
      return Typed.broken();
    }
  }

  /** Returns the names of the columns that a selection reads. */
  static Set<String> columnsOf(Dataset<Row> selection) {
    LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) selection).logicalPlan();
    return CollectionConverters.asJava(plan.references().toSeq()).stream()
        .map(Attribute::name)
        .collect(Collectors.toSet());
  }

  /** Scala does not declare what it throws. */
  @SuppressWarnings("RedundantThrows")
  private static Dataset<Row> select(Dataset<Row> over, Column column) throws AnalysisException {
    return over.select(column);
  }

  private static Optional<String> refused(LogicalPlan plan, Typed typed) {
    if (typed.isBroken()) {
      return Optional.of("which is null of no type; possible is cast(null as <type>)");
    }
    if (!(plan instanceof Project project)) {
      return Optional.of("which needs several rows; possible is an expression over one row");
    }
    Expression expression = (Expression) CollectionConverters.asJava(project.projectList()).get(0);
    if (SubqueryExpression.hasSubquery(expression)) {
      return Optional.of("which holds a query; possible is an expression over one row");
    }
    if (!expression.deterministic() || expression.containsPattern(TreePattern.CURRENT_LIKE())) {
      return Optional.of(
          "which may differ from run to run; possible are expressions of the row alone");
    }
    return Optional.empty();
  }

  private static String firstLine(AnalysisException e) {
    return e.getSimpleMessage().lines().findFirst().orElse("it does not resolve").strip();
  }

  /**
   * Ends the search for problems.
   *
   * @throws EvenkeelException with fault CONTRACT and every problem, if there is one
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems)
          .safe("No job was started, and no table was changed.")
          .next("Correct the definition or its tables, then run the same command again.");
    }
  }
}
