package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.evenkeel.feature.FeatureRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Events, queries and answers as {@link AnswerHistory} takes and gives them.
 *
 * @param groups into which keys are put, by a hash of them; a task holds one at a time
 * @param partials what is asked, each {@link #possible}
 * @param events types of the events' columns
 * @param results types of the partials
 */
record Handover(
    WindowGroup group, int groups, List<Partial> partials, StructType events, StructType results) {
  /** Brings equal keys together: a number below {@link #groups}. */
  static final String GROUP = "__group";

  /** Micros: a query's prediction moment. */
  static final String MOMENT = "__moment";

  private static final String PACKED = "__packed";
  private static final String VALUE = "__value";
  private static final String COUNTED = "_counted";

  /** Tells whether a fold can be answered out of a history. */
  static boolean possible(Partial partial, StructType events) {
    return switch (partial.fold()) {
      case COUNT -> true;
      case COUNT_DISTINCT -> false;
      // Sums of floating-point numbers depend on their order, so nothing asks for them.
      case SUM, TRY_SUM ->
          Form.of(type(partial, events)).filter(form -> form != Form.DOUBLE).isPresent();
      case MIN, MAX -> Form.of(type(partial, events)).isPresent();
    };
  }

  private static DataType type(Partial partial, StructType events) {
    return events.apply(partial.value()).dataType();
  }

  /** Tells whether events need instants of knowledge. */
  boolean lags() {
    return group.events().lags() || group.events().deduplicates();
  }

  private List<Form> keyForms() {
    return group.by().stream()
        .map(key -> Form.of(events.apply(Names.sourceKey(key)).dataType()).orElseThrow())
        .toList();
  }

  /** Returns rows, whose first columns are the keys, with their group in front. */
  Dataset<Row> grouped(Dataset<Row> rows) {
    List<String> keys = List.of(rows.columns()).subList(0, group.by().size());
    // Both sides of a join by groups must have one that cannot be null.
    Column number = coalesce(pmod(xxhash64(Sql.named(keys)), lit((long) groups)), lit(0L));
    return rows.select(number.as(GROUP), col("*"));
  }

  /** Returns columns of an event. */
  List<Column> event() {
    List<Column> columns = new ArrayList<>(keys(true));
    columns.add(col(Names.TIME));
    if (lags()) {
      columns.add(col(Names.KNOWN));
      columns.add(
          group.events().deduplicates()
              ? coalesce(col(Names.UNTIL), lit(Long.MAX_VALUE)).as(Names.UNTIL)
              : lit(Long.MAX_VALUE).as(Names.UNTIL));
    }
    values().forEach((name, column) -> columns.add(column.as(VALUE + name)));
    return columns;
  }

  /** Returns columns of a query. */
  List<Column> query() {
    List<Column> columns = new ArrayList<>(keys(false));
    columns.add(Sql.micros(col(FeatureRows.AS_OF)).as(MOMENT));
    columns.add(col(Names.END));
    columns.add(col(Names.SEEN));
    for (int i = 0; i < group.windows().size(); i++) {
      columns.add(col(Names.start(i)));
    }
    return columns;
  }

  /** Returns what is told of a query. */
  StructType answer(StructType query) {
    StructType answer = new StructType();
    for (int i = 0; i <= group.by().size(); i++) {
      answer = answer.add(query.fields()[i]);
    }
    for (Partial partial : partials) {
      DataType type = results.apply(partial.name()).dataType();
      answer = answer.add(partial.name(), Form.of(type).orElseThrow().type(type));
    }
    return answer;
  }

  /** Returns an answer's columns in their own types. */
  Column[] decoded(List<DataType> keys) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String name = Names.queryKey(group.by().get(i));
      columns.add(Form.decoded(col(name), keys.get(i)).as(name));
    }
    columns.add(Form.decoded(col(MOMENT), DataTypes.TimestampType).as(FeatureRows.AS_OF));
    for (Partial partial : partials) {
      columns.add(
          Form.decoded(col(partial.name()), results.apply(partial.name()).dataType())
              .as(partial.name()));
    }
    return columns.toArray(Column[]::new);
  }

  /** Returns what events are packed to. */
  static StructType packed() {
    return new StructType()
        .add(GROUP, DataTypes.LongType, false)
        .add(PACKED, DataTypes.BinaryType, false);
  }

  /** Returns the function that packs events. */
  PackEvents packing() {
    return new PackEvents(groups, keyForms(), lags(), forms());
  }

  private List<Form> forms() {
    return values().keySet().stream().map(this::form).toList();
  }

  /** Returns the function that answers. */
  AnswerHistory answering() {
    List<String> names = new ArrayList<>(values().keySet());
    List<AnswerHistory.Folded> folds = new ArrayList<>();
    List<AnswerHistory.Told> answers = new ArrayList<>();
    for (Partial partial : partials) {
      AnswerHistory.Folded fold =
          new AnswerHistory.Folded(operation(partial), Math.max(0, names.indexOf(sent(partial))));
      if (!folds.contains(fold)) {
        folds.add(fold);
      }
      answers.add(new AnswerHistory.Told(folds.indexOf(fold), partial.window()));
    }
    return new AnswerHistory(keyForms(), lags(), forms(), folds, group.windows().size(), answers);
  }

  private Form form(String name) {
    return name.endsWith(COUNTED)
        ? Form.LONG
        : Form.of(events.apply(name).dataType()).orElseThrow();
  }

  private static BlockFold.Operation operation(Partial partial) {
    return switch (partial.fold()) {
      case COUNT ->
          partial.value().equals(Partial.EVERY_EVENT)
              ? BlockFold.Operation.EVERY
              : BlockFold.Operation.COUNT;
      case SUM, TRY_SUM -> BlockFold.Operation.SUM;
      case MIN -> BlockFold.Operation.MIN;
      case MAX -> BlockFold.Operation.MAX;
      case COUNT_DISTINCT -> throw new IllegalStateException("Distinct values are not kept");
    };
  }

  private List<Column> keys(boolean ofEvent) {
    return group.by().stream()
        .map(
            key -> {
              String name = ofEvent ? Names.sourceKey(key) : Names.queryKey(key);
              return Form.encoded(col(name), events.apply(Names.sourceKey(key)).dataType())
                  .as(name);
            })
        .toList();
  }

  /** A value that is only counted is handed over as a mark that it is there. */
  private Map<String, Column> values() {
    Map<String, Column> values = new LinkedHashMap<>();
    for (Partial partial : partials) {
      String name = sent(partial);
      if (name.equals(partial.value() + COUNTED)) {
        values.put(name, when(col(partial.value()).isNotNull(), lit(1L)));
      } else if (!name.equals(Partial.EVERY_EVENT)) {
        values.put(name, Form.encoded(col(name), type(partial, events)));
      }
    }
    return values;
  }

  private String sent(Partial partial) {
    boolean onlyCounted =
        partials.stream()
            .filter(other -> other.value().equals(partial.value()))
            .allMatch(other -> other.fold() == Partial.Fold.COUNT);
    return onlyCounted && !partial.value().equals(Partial.EVERY_EVENT)
        ? partial.value() + COUNTED
        : partial.value();
  }
}
