package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.feature.FeatureRows;
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
record Answers(FeaturePlan plan, Inputs inputs, boolean labelled) {
  private static final String QUERY_AS_OF = "__q_as_of__";

  /**
   * Returns the spine's rows with {@link Names#raw} and {@link Names#defect} of every aggregated
   * and looked-up feature, and of the label where it is asked for.
   *
   * @param spine read several times
   */
  Dataset<Row> join(Dataset<Row> spine) {
    Dataset<Row> joined = spine;
    for (WindowGroup group : plan.groups(labelled)) {
      joined = withGroup(joined, group, spine);
    }
    for (List<FeaturePlan.LookUp> together : plan.lookUpsTogether()) {
      joined = withStates(joined, together, spine);
    }
    return joined;
  }

  private Dataset<Row> withGroup(Dataset<Row> joined, WindowGroup group, Dataset<Row> spine) {
    Dataset<Row> events = inputs.of(group);
    Dataset<Row> folded = inputs.way().fold(group, group.partials(), events, group.queries(spine));
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
