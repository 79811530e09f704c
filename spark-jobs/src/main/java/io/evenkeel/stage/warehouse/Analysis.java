package io.evenkeel.stage.warehouse;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;

/**
 * Catches what Spark throws for a wrong name, query or version. {@link AnalysisException} is a
 * checked exception that Scala throws undeclared, so Java may not name it in a {@code catch}.
 */
final class Analysis {
  private Analysis() {}

  /**
   * Returns the action's result.
   *
   * @param refused what to do where Spark refuses: returns a result or throws
   */
  static <T> T orElse(Callable<T> action, Function<AnalysisException, T> refused) {
    try {
      return action.call();
    } catch (AnalysisException e) {
      return refused.apply(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Spark declares no other exception", e);
    }
  }
}
