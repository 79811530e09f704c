package io.evenkeel.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.columnar.CachedRDDBuilder;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import scala.jdk.javaapi.CollectionConverters;

/** The queries whose rows another query reads out of memory. */
public final class KeptRows {
  private final SparkSession session;
  private final Set<CachedRDDBuilder> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Dataset<Row>> found = new ArrayList<>();

  private KeptRows(SparkSession session) {
    this.session = session;
  }

  /**
   * Returns the queries that fill what {@code rows} reads out of memory, and what those read, each
   * once, in the order in which they are needed.
   *
   * @param session the queries belong to it
   */
  public static List<Dataset<Row>> of(Dataset<Row> rows, SparkSession session) {
    KeptRows kept = new KeptRows(session);
    kept.collect(((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
    return List.copyOf(kept.found);
  }

  private void collect(LogicalPlan plan) {
    if (plan instanceof InMemoryRelation relation && seen.add(relation.cacheBuilder())) {
      LogicalPlan source = relation.cacheBuilder().logicalPlan();
      collect(source);
      found.add(org.apache.spark.sql.classic.Dataset.ofRows(session, source));
    }
    CollectionConverters.asJava(plan.children()).forEach(this::collect);
    CollectionConverters.asJava(plan.subqueries()).forEach(this::collect);
  }
}
