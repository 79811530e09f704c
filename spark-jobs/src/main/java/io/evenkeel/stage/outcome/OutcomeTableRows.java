package io.evenkeel.stage.outcome;

import io.evenkeel.delta.AlertsTable;
import io.evenkeel.retrain.RuleFound;
import io.evenkeel.stage.outcome.Finding.Kind;
import io.evenkeel.stage.outcome.measure.Interval;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows of a report for the tables of {@link OutcomeSchema}, in their columns' order. */
record OutcomeTableRows(OutcomeReport report) {

  List<Row> metrics() {
    List<Row> rows = new ArrayList<>();
    report.coverage().figures().forEach(figure -> rows.add(metric(Slice.ALL, figure)));
    for (SliceFigures one : report.figures().slices()) {
      one.figures().forEach(figure -> rows.add(metric(one.slice(), figure)));
    }
    for (Map.Entry<String, Long> left : report.figures().leftOut().entrySet()) {
      Slice column = new Slice(left.getKey(), "");
      long rowsOfAll = report.coverage().labelled();
      rows.add(metric(column, Figure.count("groups_left_out", left.getValue(), rowsOfAll)));
    }
    return rows;
  }

  List<Row> decision() {
    List<Row> path = report.retrain().path().stream().map(OutcomeTableRows::rule).toList();
    return List.of(
        placed(
            report.run().modelVersion(),
            report.retrain().action().word(),
            report.retrain().decidedBy().map(RuleFound::rule).orElse(null),
            path.toArray(Row[]::new),
            state(Kind.LABEL),
            state(Kind.CONCEPT),
            state(Kind.COVARIATE),
            report.verdict().sentence(),
            report.run().sameDefinition(),
            Timestamp.from(report.run().labelsUntil()),
            Timestamp.from(report.run().judgedAt())));
  }

  List<Row> alerts() {
    return report.alerts().stream()
        .map(
            alert ->
                AlertsTable.row(
                    report.run().slot(),
                    report.run().runId(),
                    alertSource(),
                    alert.metric(),
                    alert.severity(),
                    alert.value(),
                    OptionalDouble.of(alert.threshold()),
                    alert.sentence(),
                    report.run().judgedAt()))
        .toList();
  }

  /** Days that are judged together raise alerts of their own. */
  String alertSource() {
    return report.run().days() == 1 ? "_outcome" : "_outcome_%dd".formatted(report.run().days());
  }

  private String state(Kind kind) {
    return report.verdict().finding(kind).state().word();
  }

  private static Row rule(RuleFound rule) {
    return RowFactory.create(
        rule.rule(),
        column(rule.figure()),
        rule.threshold(),
        rule.fired(),
        rule.action().word(),
        rule.sentence());
  }

  private Row metric(Slice slice, Figure figure) {
    return placed(
        report.run().modelVersion(),
        slice.key(),
        slice.value(),
        figure.metric(),
        figure.method(),
        column(figure.value()),
        figure.interval().map(Interval::lo).orElse(null),
        figure.interval().map(Interval::hi).orElse(null),
        figure.rows(),
        figure.status().name(),
        slice.equals(Slice.ALL) ? column(report.baseline().value(figure.metric())) : null,
        Timestamp.from(report.run().labelsUntil()),
        Timestamp.from(report.run().judgedAt()));
  }

  private Row placed(@Nullable Object... cells) {
    OutcomeRun run = report.run();
    Object[] place = {
      run.slot().model(),
      run.slot().role(),
      Date.valueOf(run.slot().scoreDate()),
      run.days(),
      run.runId()
    };
    return RowFactory.create(Stream.of(place, cells).flatMap(Arrays::stream).toArray());
  }

  private static @Nullable Double column(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
