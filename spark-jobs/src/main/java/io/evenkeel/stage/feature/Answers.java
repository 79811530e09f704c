package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers what the spine asks of sources and joins the answers to its rows. An answer is unique for
 * keys and prediction moment, so a join never multiplies a row, and a left join never loses one.
 */
record Answers(FeaturePlan plan, WindowStrategy strategy, boolean labelled) {
  private static final String QUERY_AS_OF = "__q_as_of__";

  /** First and last prediction moment of the rows to compute, and how many there are. */
  private record Extent(Instant first, Instant last, long rows) {
    /**
     * Starts a job over the spine's prediction moments; an empty spine has a moment all the same.
     */
    static Extent of(Dataset<Row> spine) {
      Row extent =
          spine
              .agg(min(col(FeatureRows.AS_OF)), max(col(FeatureRows.AS_OF)), count(lit(1)))
              .collectAsList()
              .get(0);
      return extent.isNullAt(0)
          ? new Extent(Instant.EPOCH, Instant.EPOCH, extent.getLong(2))
          : new Extent(instant(extent.get(0)), instant(extent.get(1)), extent.getLong(2));
    }

    boolean isOneMoment() {
      return first.equals(last);
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
    List<WindowGroup> groups = plan.groups(labelled);
    if (!groups.isEmpty()) {
      Extent extent = Extent.of(spine);
      WindowStrategy way =
          extent.isOneMoment() ? strategy.atOneMoment() : strategy.overSpine(extent.rows());
      Map<EventView, Dataset<Row>> events = events(groups, extent, way);
      for (WindowGroup group : groups) {
        Dataset<Row> seen = Objects.requireNonNull(events.get(group.events()));
        joined = withGroup(joined, group, spine, seen, way);
      }
    }
    for (List<FeaturePlan.LookUp> together : plan.lookUpsTogether()) {
      joined = withStates(joined, together, spine);
    }
    return joined;
  }

  /** Each source is read once, as far as any group sees. */
  private static Map<EventView, Dataset<Row>> events(
      List<WindowGroup> groups, Extent extent, WindowStrategy way) {
    Map<EventView, Horizon> horizons = new LinkedHashMap<>();
    for (WindowGroup group : groups) {
      horizons.merge(group.events(), horizon(group, extent), Horizon::or);
    }
    Map<EventView, Dataset<Row>> events = new LinkedHashMap<>();
    horizons.forEach(
        (source, horizon) -> {
          Dataset<Row> rows = source.rows(horizon);
          List<WindowGroup> readers =
              groups.stream().filter(group -> group.events() == source).toList();
          boolean once =
              readers.size() == 1
                  && readers.get(0).picks().isEmpty()
                  && way.readsOnce(readers.get(0));
          events.put(source, once ? rows : Kept.of(rows));
        });
    return events;
  }

  private static Horizon horizon(WindowGroup group, Extent extent) {
    return new Horizon(
        extent.first().plus(group.endAfter()).minus(group.longest()),
        extent.last().plus(group.endAfter()),
        extent.last().plus(group.seenAfter()));
  }

  private Dataset<Row> withGroup(
      Dataset<Row> joined,
      WindowGroup group,
      Dataset<Row> spine,
      Dataset<Row> events,
      WindowStrategy way) {
    Dataset<Row> folded = way.fold(group, group.partials(), events, group.queries(spine));
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
