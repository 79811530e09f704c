package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureColumn.Expression;
import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A feature set that was resolved against its tables: every name exists, every type fits.
 *
 * @param questions aggregated features, by name
 * @param lookUps features of states, by name
 * @param label empty for a set without one
 * @param expressions features of the spine's columns, by name, over {@link Names#last}
 * @param layers the features that are computed
 * @param carried columns of the spine that are passed on as they are
 */
record FeaturePlan(
    FeatureSet set,
    SpineView spine,
    Map<String, Question> questions,
    Map<String, LookUp> lookUps,
    Optional<Question> label,
    Map<String, Typed> expressions,
    FeatureLayers layers,
    List<String> carried) {

  /** A feature that is read from a state. */
  record LookUp(LookedUp column, StateView source, Typed value) {
    /** Returns the keys that a state must match, in order. */
    List<String> by() {
      return column.by().stream().sorted().distinct().toList();
    }
  }

  /**
   * Resolves a set. Starts no job.
   *
   * @param tables a table's rows, bound to the pinned session
   * @throws io.evenkeel.fault.EvenkeelException with fault CONTRACT and every problem
   */
  static FeaturePlan of(FeatureSet set, Function<String, Dataset<Row>> tables, Resolver resolver) {
    SpineView spine = SpineView.of(set, tables.apply(set.spine().table()), resolver);
    FeatureLayers layers = new FeatureLayers(set.columns());
    Questions questions =
        new Questions(
            Questions.views(set.sources().values(), tables, spine, resolver),
            spine.rows(),
            resolver);
    Map<String, Question> asked = new LinkedHashMap<>();
    Map<String, LookUp> lookUps = new LinkedHashMap<>();
    Map<String, StateView> states = states(set, tables, spine, resolver);
    Map<String, Typed> expressions = new LinkedHashMap<>();
    Dataset<Row> scope = withFeatures(spine.rows(), set.columns());
    for (FeatureColumn column : set.columns()) {
      String setting = "columns." + column.name();
      if (column instanceof Aggregated aggregated) {
        asked.put(column.name(), questions.add(aggregated));
      } else if (column instanceof LookedUp lookedUp) {
        StateView view = state(states, lookedUp);
        Typed value = view.resolve(setting + ".expr", lookedUp.expression(), resolver);
        lookUps.put(column.name(), new LookUp(lookedUp, view, value));
      } else if (column instanceof Expression expression) {
        expressions.put(
            column.name(),
            resolver.resolve(
                setting + ".expr",
                expression.expression(),
                scope,
                layers.renames(column, FeatureRows.AS_OF)));
      }
    }
    FeaturePlan plan =
        new FeaturePlan(
            set,
            spine,
            asked,
            lookUps,
            set.label().map(questions::add),
            expressions,
            layers,
            List.of());
    set.columns().forEach(column -> plan.checkType(column, resolver));
    plan.label()
        .ifPresent(
            question ->
                checkType(
                    "label." + question.name(),
                    question.computed(),
                    set.label().orElseThrow().type(),
                    resolver));
    resolver.throwIfAny();
    return plan;
  }

  /**
   * Returns the plan of the label alone.
   *
   * @param carry columns of the spine
   * @throws EvenkeelException with fault USAGE, if the spine has no such column
   */
  FeaturePlan withoutFeatures(List<String> carry) {
    requireSpine(carry, spineColumns().map(StructField::name).toList());
    return new FeaturePlan(
        set, spine, Map.of(), Map.of(), label, Map.of(), new FeatureLayers(List.of()), carry);
  }

  /**
   * Returns this plan with columns of the spine beside the features, none of which reads them.
   *
   * @throws EvenkeelException with fault USAGE, if a column is not {@link #carriable()}
   */
  FeaturePlan carrying(List<String> carry) {
    requireSpine(carry, List.of(carriable().names()));
    return new FeaturePlan(
        set, spine, questions, lookUps, label, expressions, layers, List.copyOf(carry));
  }

  /** Returns the columns of the spine whose name is not that of a feature or of the label. */
  StructType carriable() {
    Set<String> taken = new HashSet<>();
    set.columns().forEach(column -> taken.add(column.name().toLowerCase(Locale.ROOT)));
    set.label().ifPresent(own -> taken.add(own.name().toLowerCase(Locale.ROOT)));
    return new StructType(
        spineColumns()
            .filter(field -> !taken.contains(field.name().toLowerCase(Locale.ROOT)))
            .toArray(StructField[]::new));
  }

  private Stream<StructField> spineColumns() {
    return Arrays.stream(spine.rows().schema().fields())
        .filter(field -> !field.name().startsWith("_"));
  }

  private static void requireSpine(List<String> carry, List<String> possible) {
    if (!possible.containsAll(carry)) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Some of %s are not columns of the spine; possible are %s".formatted(carry, possible))
          .next("Name columns of the spine's table, or derive one under 'spine.row'.");
    }
  }

  /** Returns the plan over those rows of the spine that meet a condition. */
  FeaturePlan withSpineOf(Column condition) {
    SpineView chosen = new SpineView(spine.rows().filter(condition), spine.keys());
    return new FeaturePlan(set, chosen, questions, lookUps, label, expressions, layers, carried);
  }

  /** Returns the spine's rows with only the columns that the set reads. */
  Dataset<Row> read(Dataset<Row> rows) {
    Set<String> read =
        new HashSet<>(List.of(FeatureRows.ROW_ID, FeatureRows.DATE, FeatureRows.AS_OF));
    spine.keys().keySet().forEach(key -> read.add(Names.spineKey(key)));
    read.addAll(carried);
    Column[] all = expressions.values().stream().map(Typed::column).toArray(Column[]::new);
    read.addAll(Resolver.columnsOf(withFeatures(rows, set.columns()).select(all)));
    return rows.select(
        Arrays.stream(rows.columns())
            .filter(read::contains)
            .map(name -> rows.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new));
  }

  /** Returns the groups of aggregated features, and the label's where it is asked for. */
  List<WindowGroup> groups(boolean labelled) {
    List<WindowGroup> groups =
        new ArrayList<>(questions.values().stream().map(Question::group).distinct().toList());
    if (labelled) {
      label.map(Question::group).ifPresent(groups::add);
    }
    return groups;
  }

  /** Returns the features, and the label where it is asked for, that a group answers. */
  List<Question> asked(WindowGroup group, boolean labelled) {
    List<Question> asked = new ArrayList<>(questions.values());
    if (labelled) {
      label.ifPresent(asked::add);
    }
    return asked.stream().filter(question -> question.group() == group).toList();
  }

  /** Returns looked-up features, those together that one join answers. */
  List<List<LookUp>> lookUpsTogether() {
    Map<List<String>, List<LookUp>> together = new LinkedHashMap<>();
    for (LookUp lookUp : lookUps.values()) {
      List<String> key = new ArrayList<>(List.of(lookUp.column().source()));
      key.addAll(lookUp.by());
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(lookUp);
    }
    return List.copyOf(together.values());
  }

  /** Returns the type in which a feature is computed, before its policy. */
  DataType computed(FeatureColumn column) {
    if (column instanceof Aggregated) {
      return of(questions, column).computed();
    }
    return column instanceof LookedUp
        ? of(lookUps, column).value().type()
        : of(expressions, column).type();
  }

  /** Returns a feature's expression over the spine's columns and {@link Names#last}. */
  Column expression(FeatureColumn column) {
    return of(expressions, column).column();
  }

  private static <V> V of(Map<String, V> byName, FeatureColumn column) {
    V value = byName.get(column.name());
    if (value == null) {
      throw new IllegalStateException("Feature '%s' was not resolved".formatted(column.name()));
    }
    return value;
  }

  private void checkType(FeatureColumn column, Resolver resolver) {
    checkType("columns." + column.name(), computed(column), column.type(), resolver);
  }

  private static void checkType(String setting, DataType from, FeatureType to, Resolver resolver) {
    TypeCast cast = new TypeCast(from, to);
    if (!from.equals(DataTypes.NullType) && !cast.possible()) {
      resolver.problem(
          setting + ".type",
          "is %s, but the value is of type %s; possible is %s"
              .formatted(to.word(), from.sql(), cast.accepted()));
    }
  }

  private static Dataset<Row> withFeatures(Dataset<Row> spine, List<FeatureColumn> columns) {
    Map<String, Column> typed = new LinkedHashMap<>();
    columns.forEach(c -> typed.put(Names.last(c.name()), lit(null).cast(c.type().sqlType())));
    return spine.withColumns(typed);
  }

  private static Map<String, StateView> states(
      FeatureSet set, Function<String, Dataset<Row>> tables, SpineView spine, Resolver resolver) {
    Map<String, StateView> views = new LinkedHashMap<>();
    for (Source source : set.sources().values()) {
      if (source instanceof Source.States states) {
        views.put(
            source.name(),
            new StateView(states, tables.apply(source.table()), spine.keys(), resolver));
      }
    }
    return views;
  }

  private static StateView state(Map<String, StateView> states, LookedUp column) {
    StateView view = states.get(column.source());
    if (view == null) {
      throw new IllegalStateException(
          "'%s' is not a state source; possible are %s"
              .formatted(column.source(), states.keySet()));
    }
    return view;
  }
}
