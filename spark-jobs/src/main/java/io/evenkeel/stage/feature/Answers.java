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
import java.util.stream.Collectors;
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
   *
   * @param spine read several times
   */
  Dataset<Row> join(Dataset<Row> spine) {
    Dataset<Row> joined = spine;
    Map<WindowBundle, List<WindowGroup>> bundles =
        plan.groups(labelled).stream()
            .collect(
                Collectors.groupingBy(
                    WindowGroup::bundle, LinkedHashMap::new, Collectors.toList()));
    if (!bundles.isEmpty()) {
      Extent extent = Extent.of(spine);
      for (Map.Entry<WindowBundle, List<WindowGroup>> asked : bundles.entrySet()) {
        joined = withBundle(joined, asked.getKey(), asked.getValue(), spine, extent);
      }
    }
    for (List<FeaturePlan.LookUp> together : plan.lookUpsTogether()) {
      joined = withStates(joined, together, spine);
    }
    return joined;
  }

  /** The source is read once, as far as any group sees, and folded once for all of them. */
  private Dataset<Row> withBundle(
      Dataset<Row> rows,
      WindowBundle bundle,
      List<WindowGroup> asked,
      Dataset<Row> spine,
      Extent extent) {
    Horizon horizon =
        asked.stream().map(group -> horizon(group, extent)).reduce(Horizon::or).orElseThrow();
    Dataset<Row> read = bundle.events().rows(horizon);
    boolean readAgain = asked.stream().anyMatch(group -> !group.picks().isEmpty());
    Dataset<Row> events = readAgain ? Kept.of(read) : read;
    Dataset<Row> folded = Kept.of(strategy.fold(bundle, asked, events, spine));
    Dataset<Row> joined = rows;
    for (WindowGroup group : asked) {
      joined = withGroup(joined, group, folded, events);
    }
    return joined;
  }

  private static Horizon horizon(WindowGroup group, Extent extent) {
    return new Horizon(
        extent.first().plus(group.endAfter()).minus(group.longest()),
        extent.last().plus(group.endAfter()),
        extent.last().plus(group.seenAfter()));
  }

  private Dataset<Row> withGroup(
      Dataset<Row> joined, WindowGroup group, Dataset<Row> folded, Dataset<Row> events) {
    Dataset<Row> mine = folded.filter(col(Names.GROUP).equalTo(lit(group.number())));
    Dataset<Row> picked = Picks.add(group, events, mine);
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
