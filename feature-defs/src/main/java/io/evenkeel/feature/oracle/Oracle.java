package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureColumn.Expression;
import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Reason;
import io.evenkeel.feature.language.ExpressionOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The features and label of spine rows, one row at a time, each over all rows of the sources: the
 * definition's meaning without any of the engine's shortcuts. Thread-safe where the {@link
 * ExpressionValues} are.
 */
public final class Oracle {
  private final FeatureSet set;
  private final OracleAnswers answers;
  private final ExpressionValues expressions;

  /**
   * Answers for one set.
   *
   * @param tables rows of every source of the set
   * @param expressions the values of SQL expressions over the spine
   */
  public Oracle(FeatureSet set, OracleTables tables, ExpressionValues expressions) {
    this.set = set;
    this.answers = new OracleAnswers(set, tables);
    this.expressions = expressions;
  }

  /**
   * Returns the features of the rows, in their order; copies of a row id in a date are breaches.
   */
  public List<OracleFeatures> features(List<OracleSpineRow> rows) {
    Set<Object> seen = new HashSet<>();
    Set<Object> copied = new HashSet<>();
    for (OracleSpineRow row : rows) {
      if (row.rowId().isPresent() && !seen.add(List.of(row.date(), row.rowId()))) {
        copied.add(List.of(row.date(), row.rowId()));
      }
    }
    return rows.stream()
        .map(row -> features(row, copied.contains(List.of(row.date(), row.rowId()))))
        .toList();
  }

  /** Returns the features of one row, whose id no other row of its date has. */
  public OracleFeatures features(OracleSpineRow row) {
    return features(row, false);
  }

  /**
   * Returns the label of a row.
   *
   * @param cutoff up to when outcomes are known
   * @throws IllegalArgumentException if the set has no label
   */
  public OracleLabel label(OracleSpineRow row, Instant cutoff) {
    Label label =
        set.label()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Feature set '%s' has no label".formatted(set.name())));
    boolean mature =
        row.asOf().filter(asOf -> !Span.of(label, asOf).seen().isAfter(cutoff)).isPresent();
    return mature ? matured(label, answers.label(label, row)) : new OracleLabel.Immature();
  }

  /**
   * Returns for every row of the column's source whether it counts for this row's value, and why
   * not; in the order of the source's rows, none for an expression.
   *
   * @param name a column or the label
   * @throws IllegalArgumentException if there is neither of that name
   */
  public List<Candidate> explain(OracleSpineRow row, String name) {
    Optional<Label> label = set.label().filter(found -> found.name().equals(name));
    if (label.isPresent()) {
      return answers.explain(label.get(), row);
    }
    FeatureColumn column =
        set.columns().stream()
            .filter(found -> found.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No column '%s'; possible are %s"
                            .formatted(
                                name, set.columns().stream().map(FeatureColumn::name).toList())));
    return answers.explain(column, row);
  }

  /**
   * Returns how the value of a column, or of the label once it is mature, comes about.
   *
   * @throws IllegalArgumentException if there is neither of that name
   */
  public OracleTrace trace(OracleSpineRow row, String name) {
    List<Candidate> candidates = explain(row, name);
    Map<String, Object> values = new HashMap<>();
    for (FeatureColumn column : ExpressionOrder.of(set.columns())) {
      Computed computed = computed(column, row, values);
      Policy.Final value = new Policy(column).apply(computed);
      if (column.name().equals(name)) {
        List<String> steps = new ArrayList<>();
        steps.add(new Tracing(set).step(column, computed, candidates, values));
        steps.addAll(value.steps());
        return new OracleTrace(candidates, steps, value.value(), value.breach(), value.flag());
      }
      value.value().ifPresent(present -> values.put(column.name(), present));
    }
    return trace(set.label().orElseThrow(), row, candidates);
  }

  private OracleTrace trace(Label label, OracleSpineRow row, List<Candidate> candidates) {
    if (row.asOf().isEmpty()) {
      List<String> steps = List.of("the prediction moment is null: there is no label");
      return new OracleTrace(
          candidates, steps, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Computed computed = answers.label(label, row);
    List<String> steps =
        List.of(
            Tracing.step(label.aggregate(), computed, candidates),
            "mature at %s".formatted(Span.of(label, row.asOf().get()).seen()));
    OracleLabel matured = matured(label, computed);
    return new OracleTrace(
        candidates,
        steps,
        matured instanceof OracleLabel.Known known ? Optional.of(known.value()) : Optional.empty(),
        matured instanceof OracleLabel.Refused refused
            ? Optional.of(refused.reason())
            : Optional.empty(),
        Optional.empty());
  }

  private OracleFeatures features(OracleSpineRow row, boolean copied) {
    Map<String, Object> values = new HashMap<>();
    Map<String, Policy.Final> finals = new TreeMap<>();
    for (FeatureColumn column : ExpressionOrder.of(set.columns())) {
      Policy.Final value = new Policy(column).apply(computed(column, row, values));
      value.value().ifPresent(present -> values.put(column.name(), present));
      finals.put(column.name(), value);
    }
    List<Judgement> breaches = new ArrayList<>(breachesOfTheRow(row, copied));
    List<Judgement> flags = new ArrayList<>();
    finals.forEach(
        (name, value) -> {
          value.breach().ifPresent(reason -> breaches.add(new Judgement(name, reason)));
          value.flag().ifPresent(reason -> flags.add(new Judgement(name, reason)));
        });
    return new OracleFeatures(values, breaches, flags);
  }

  private Computed computed(FeatureColumn column, OracleSpineRow row, Map<String, Object> values) {
    if (column instanceof Expression expression) {
      return Computed.of(expressions.of(expression, row, Map.copyOf(values)).map(Values::wide));
    }
    return column instanceof Aggregated aggregated
        ? answers.aggregate(aggregated, row)
        : answers.lookUp((LookedUp) column, row);
  }

  private static List<Judgement> breachesOfTheRow(OracleSpineRow row, boolean copied) {
    List<Judgement> breaches = new ArrayList<>();
    if (row.rowId().isEmpty()) {
      breaches.add(new Judgement(FeatureRows.ROW_ID, Reason.NULL_ROW_ID));
    }
    if (copied) {
      breaches.add(new Judgement(FeatureRows.ROW_ID, Reason.DUPLICATE_ROW_ID));
    }
    if (row.asOf().isEmpty()) {
      breaches.add(new Judgement(FeatureRows.AS_OF, Reason.NULL_AS_OF));
    }
    return breaches;
  }

  private static OracleLabel matured(Label label, Computed computed) {
    if (computed.defect().isPresent()) {
      return new OracleLabel.Refused(computed.defect().get());
    }
    if (computed.value().isEmpty()) {
      return new OracleLabel.Missing();
    }
    return TypedValue.of(computed.value().get(), label.type())
        .<OracleLabel>map(OracleLabel.Known::new)
        .orElseGet(() -> new OracleLabel.Refused(Reason.DOES_NOT_FIT_TYPE));
  }
}
