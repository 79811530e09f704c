package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.gpu.KeptRows;
import io.evenkeel.gpu.PlannedOperator;
import io.evenkeel.gpu.Rapids;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.FormattedMode$;

/** Tells how Spark would compute the features of some days, on the processor or on GPUs. */
public record PlanJob(org.apache.spark.sql.SparkSession spark, Settings settings, Journal journal) {

  /**
   * Tells Spark's plan of the features.
   *
   * @throws EvenkeelException with fault USAGE or CONTRACT and every problem found
   */
  public void plan(String features, LocalDate from, LocalDate to) {
    Dataset<Row> rows = rows(features, from, to);
    String plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows)
            .queryExecution()
            .explainString(FormattedMode$.MODULE$);
    journal.step("plan", plan, Map.of("features", features, "plan", plan));
  }

  /**
   * Tells which operators of that plan would run on a GPU, by RAPIDS, which has to be on the class
   * path. Nothing runs on a GPU, and none is needed.
   *
   * @throws EvenkeelException with fault USAGE or CONTRACT and every problem found
   */
  public void onGpu(String features, LocalDate from, LocalDate to) {
    Rapids rapids = Rapids.find();
    SparkSession session = withFinalPlans();
    Dataset<Row> rows = rows(features, from, to);
    List<PlannedOperator> operators = new ArrayList<>();
    List<Dataset<Row>> queries = new ArrayList<>(KeptRows.of(rows, session));
    int kept = queries.size();
    queries.add(bound(rows, session));
    queries.forEach(query -> operators.addAll(rapids.explain(query)));
    GpuPlanText told = GpuPlanText.of(operators, kept);
    journal.step("gpu", told.sentence(), told.facts(features));
  }

  /**
   * Adaptive execution decides a plan anew while it runs; what RAPIDS would do is told of one that
   * is decided.
   */
  private SparkSession withFinalPlans() {
    SparkSession session = ((SparkSession) spark).cloneSession();
    session.conf().set("spark.sql.adaptive.enabled", false);
    return session;
  }

  private static Dataset<Row> bound(Dataset<Row> rows, SparkSession session) {
    return org.apache.spark.sql.classic.Dataset.ofRows(
        session, ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
  }

  private Dataset<Row> rows(String features, LocalDate from, LocalDate to) {
    FeatureSet set = Definitions.named(settings.folders().definitions(), features);
    Databases.refresh(spark, settings, set);
    PinnedTables inputs =
        PinnedTables.of(set, new Warehouse(spark, settings.folders().tables().toString()));
    return journal.watching(
        spark, "plan", () -> new FeatureEngine().query(set, inputs::read, from, to).rows());
  }
}
