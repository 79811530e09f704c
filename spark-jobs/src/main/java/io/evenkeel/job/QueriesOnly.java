package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * A Spark extension: of all sessions only the first, which is the server's own, may change
 * anything. The others are refused everything but queries, and statements that look ({@code SHOW},
 * {@code DESCRIBE}, {@code EXPLAIN}) or set the session's own properties. Statements are judged
 * after Spark has resolved them, and one by one, so that a script or {@code EXECUTE IMMEDIATE}
 * hides none.
 */
public final class QueriesOnly extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  private static final List<String> LOOKING =
      List.of(
          "Show",
          "Describe",
          "Desc",
          "Explain",
          "SetCommand",
          "ResetCommand",
          "SetCatalog",
          "SetNamespace",
          "SetCatalogCommand",
          "SetNamespaceCommand",
          "ListQuery",
          "CommandResult");

  private final AtomicReference<SparkSession> first = new AtomicReference<>();

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectCheckRule(this::rule);
    return BoxedUnit.UNIT;
  }

  private Function1<LogicalPlan, BoxedUnit> rule(SparkSession session) {
    boolean own = first.compareAndSet(null, session) || session == first.get();
    return new AbstractFunction1<>() {
      @Override
      public BoxedUnit apply(LogicalPlan plan) {
        if (!own) {
          require(plan);
        }
        return BoxedUnit.UNIT;
      }
    };
  }

  /**
   * Lets a query pass, whatever is nested in it.
   *
   * @throws EvenkeelException with fault USAGE for a statement that may change something
   */
  static void require(LogicalPlan plan) {
    if (changes(plan)) {
      throw EvenkeelException.of(
              Fault.USAGE, "Only queries are answered here, and this is a " + plan.nodeName())
          .safe("nothing was changed")
          .next("write a SELECT, or use spark-sql where a table is to be changed");
    }
  }

  private static boolean changes(LogicalPlan plan) {
    boolean statement = plan instanceof Command || plan instanceof ParsedStatement;
    if (statement && LOOKING.stream().noneMatch(plan.nodeName()::startsWith)) {
      return true;
    }
    return CollectionConverters.asJava(plan.children()).stream().anyMatch(QueriesOnly::changes);
  }
}
