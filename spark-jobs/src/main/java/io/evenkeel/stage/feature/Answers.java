package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers what the spine asks of sources and joins the answers to its rows. An answer is unique for
 * keys and prediction moment, so a join never multiplies a row, and a left join never loses one.
 */
record Answers(FeaturePlan plan, WindowStrategy strategy, boolean labelled) {
  private static final String QUERY_AS_OF = "__q_as_of__";

  /** First and last prediction moment of the rows to compute. */
  private record Extent(Instant first, Instant last) {
    /**
     * Starts a job over the spine's prediction moments; an empty spine has a moment all the same.
     */
    static Extent of(Dataset<Row> spine) {
      Row extent =
          spine
              .agg(min(col(FeatureRows.AS_OF)), max(col(FeatureRows.AS_OF)))
              .collectAsList()
              .get(0);
      return extent.isNullAt(0)
          ? new Extent(Instant.EPOCH, Instant.EPOCH)
          : new Extent(instant(extent.get(0)), instant(extent.get(1)));
    }

    private static Instant instant(Object timestamp) {
      return timestamp instanceof Instant instant
          ? instant
          : ((java.sql.Timestamp) timestamp).toInstant();
    }
  }

  /**
   * Returns the spine's rows with {@link Names#raw} and {@link Names#defect} of every aggregated
   * and looked-up feature, and of the label where it is asked for.
   */
  Dataset<Row> join(Dataset<Row> spine) {
    Dataset<Row> joined = spine;
    List<WindowGroup> groups = plan.groups(labelled);
    if (!groups.isEmpty()) {
      Extent extent = Extent.of(spine);
      for (WindowGroup group : groups) {
        joined = withGroup(joined, group, spine, extent);
      }
    }
    for (List<FeaturePlan.LookUp> together : plan.lookUpsTogether()) {
      joined = withStates(joined, together, spine);
    }
    return joined;
  }

  private Dataset<Row> withGroup(
      Dataset<Row> joined, WindowGroup group, Dataset<Row> spine, Extent extent) {
    Dataset<Row> events = group.events().rows(group.by(), horizon(group, extent));
    Dataset<Row> folded = strategy.fold(group, events, group.queries(spine));
    Dataset<Row> picked = Picks.add(group, events, folded);
    List<Question> questions = plan.asked(group, labelled);
    List<Column> answers = new ArrayList<>(List.of(Sql.named(group.queryColumns())));
    answers.add(lit(true).as(Names.HIT));
    for (Question question : questions) {
      answers.add(question.answer());
      answers.add(question.defect());
    }
    Dataset<Row> attached =
        attach(joined, picked.select(answers.toArray(Column[]::new)), group.by());
    Map<String, Column> raw = new LinkedHashMap<>();
    questions.forEach(question -> raw.put(Names.raw(question.name()), question.onSpine()));
    return attached.withColumns(raw).drop(Names.HIT);
  }

  private Horizon horizon(WindowGroup group, Extent extent) {
    // Versions are told apart over one horizon of knowledge for all groups of a source, so that
    // Spark can compute them once.
    Instant known =
        plan.groups(labelled).stream()
            .filter(other -> other.events() == group.events())
            .map(other -> extent.last().plus(other.seenAfter()))
            .max(Instant::compareTo)
            .orElseThrow();
    return new Horizon(
        extent.first().plus(group.endAfter()).minus(group.longest()),
        extent.last().plus(group.endAfter()),
        known);
  }

  private static Dataset<Row> withStates(
      Dataset<Row> joined, List<FeaturePlan.LookUp> together, Dataset<Row> spine) {
    Map<String, Column> values = new LinkedHashMap<>();
    together.forEach(lookUp -> values.put(lookUp.column().name(), lookUp.value().column()));
    FeaturePlan.LookUp any = together.get(0);
    return attach(joined, any.source().answers(any.by(), values, spine), any.by());
  }

  private static Dataset<Row> attach(Dataset<Row> rows, Dataset<Row> answers, List<String> by) {
    Column met = col(FeatureRows.AS_OF).equalTo(col(QUERY_AS_OF));
    List<String> query = new ArrayList<>(List.of(QUERY_AS_OF));
    for (String key : by) {
      met = met.and(col(Names.spineKey(key)).equalTo(col(Names.queryKey(key))));
      query.add(Names.queryKey(key));
    }
    Dataset<Row> renamed = answers.withColumnRenamed(FeatureRows.AS_OF, QUERY_AS_OF);
    return Sql.without(rows.join(renamed, met, "left"), query);
  }
}
