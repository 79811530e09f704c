package io.evenkeel.gpu;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.MutableURLClassLoader;

/**
 * The RAPIDS Accelerator, where it is on the class path. It is called by its name, because it is a
 * gigabyte that no build of ours has but the one with {@code -Prapids}; with spark-submit it comes
 * by {@code --jars}.
 */
public final class Rapids {
  private static final String EXPLAIN = "com.nvidia.spark.rapids.ExplainPlan";

  private final ClassLoader loader;

  private Rapids(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Finds it.
   *
   * @throws EvenkeelException with fault {@link Fault#USAGE} where it is not on the class path
   */
  public static Rapids find() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Rapids found = new Rapids(mutable(context));
    try {
      Class.forName(EXPLAIN, /* initialize= */ false, found.loader);
      return found;
    } catch (ClassNotFoundException e) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "What runs on a GPU is known by RAPIDS, and that is not on the class path")
          .safe("Nothing was run.")
          .next(
              "Build with it (1 GB): mvn -Prapids -pl spark-jobs -am -Dmaven.test.skip package; with"
                  + " spark-submit: --jars and the jar of com.nvidia:rapids-4-spark_2.13, classifier cuda12")
          .causedBy(e);
    }
  }

  /**
   * RAPIDS adds the classes for this version of Spark to the loader, as it may with spark-submit's.
   */
  private static ClassLoader mutable(ClassLoader context) {
    return context instanceof MutableURLClassLoader
        ? context
        : new MutableURLClassLoader(new URL[0], context);
  }

  /**
   * Tells where each operator of a query would run. Runs nothing, and needs no GPU. What the query
   * reads out of memory is one operator; the plan that computes it is a query of its own, see
   * {@link KeptRows}.
   *
   * @param rows of a session without adaptive execution, whose plan would not be final
   */
  public List<PlannedOperator> explain(Dataset<Row> rows) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Object text =
          Class.forName(EXPLAIN, /* initialize= */ true, loader)
              .getMethod("explainPotentialGpuPlan", Dataset.class, String.class)
              .invoke(null, rows, "ALL");
      return Explanation.read(String.valueOf(text));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("RAPIDS cannot explain the plan", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This RAPIDS has another way to be asked", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
