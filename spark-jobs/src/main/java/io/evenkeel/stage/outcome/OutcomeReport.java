package io.evenkeel.stage.outcome;

import io.evenkeel.retrain.Action;
import io.evenkeel.retrain.Evidence;
import io.evenkeel.retrain.RetrainDecision;
import io.evenkeel.retrain.RetrainRules;
import io.evenkeel.retrain.RuleFound;
import io.evenkeel.stage.outcome.Finding.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything told of some days' predictions and their outcomes, from which tables and texts are
 * written.
 *
 * @param alerts what is beyond its threshold; empty where nothing is
 */
public record OutcomeReport(
    OutcomeRun run,
    Coverage coverage,
    SlicedFigures figures,
    Baseline baseline,
    OutcomeVerdict verdict,
    RetrainDecision retrain,
    List<OutcomeAlert> alerts) {
  /** Copies the list. */
  public OutcomeReport {
    alerts = List.copyOf(alerts);
  }

  /**
   * Returns the report.
   *
   * @param figures of at least one labelled row
   * @param trainedUntil the last day of the model's training data
   */
  public static OutcomeReport assess(
      OutcomeRun run,
      Coverage coverage,
      SlicedFigures figures,
      Baseline baseline,
      InputDrift inputs,
      LocalDate trainedUntil,
      OutcomeThresholds thresholds,
      RetrainRules rules) {
    SliceFigures all = figures.all().orElseThrow();
    OutcomeVerdict verdict = OutcomeVerdict.of(all, baseline, inputs, thresholds);
    RetrainDecision retrain =
        RetrainDecision.of(
            new Evidence(
                run.to(), accuracy(all, baseline), greatest(inputs), Optional.of(trainedUntil)),
            rules);
    return new OutcomeReport(
        run,
        coverage,
        figures,
        baseline,
        verdict,
        retrain,
        alerts(figures, baseline, verdict, retrain, thresholds));
  }

  private static Optional<Evidence.Accuracy> accuracy(SliceFigures all, Baseline baseline) {
    OptionalDouble before = baseline.value(MetricNames.ACCURACY);
    if (before.isEmpty() || !(before.getAsDouble() > 0 && before.getAsDouble() <= 1)) {
      return Optional.empty();
    }
    return all.figure(MetricNames.ACCURACY)
        .filter(figure -> figure.interval().isPresent())
        .map(
            figure ->
                new Evidence.Accuracy(
                    before.getAsDouble(),
                    figure.value().orElseThrow(),
                    figure.interval().orElseThrow().lo(),
                    figure.interval().orElseThrow().hi(),
                    figure.rows()));
  }

  private static Optional<Evidence.GreatestPsi> greatest(InputDrift inputs) {
    return inputs.greatestPsi().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Evidence.GreatestPsi(inputs.greatestPsi().getAsDouble(), inputs.feature()));
  }

  private static List<OutcomeAlert> alerts(
      SlicedFigures figures,
      Baseline baseline,
      OutcomeVerdict verdict,
      RetrainDecision retrain,
      OutcomeThresholds thresholds) {
    List<OutcomeAlert> alerts = new ArrayList<>();
    for (RuleFound rule : retrain.path()) {
      if (rule.fired() && rule.action() == Action.RETRAIN_NOW) {
        alerts.add(
            new OutcomeAlert(
                MetricNames.ACCURACY, "major", rule.figure(), rule.threshold(), rule.sentence()));
      }
    }
    String ranked =
        baseline.value(MetricNames.AUC).isPresent() ? MetricNames.AUC : MetricNames.ACCURACY;
    moved(verdict.finding(Kind.CONCEPT), ranked, thresholds.aucDrop()).ifPresent(alerts::add);
    moved(verdict.finding(Kind.LABEL), MetricNames.BASE_RATE, thresholds.labelShift())
        .ifPresent(alerts::add);
    alerts.addAll(impact(figures, thresholds.impactFloor()));
    return alerts;
  }

  private static Optional<OutcomeAlert> moved(Finding finding, String metric, double threshold) {
    return finding.moved()
        ? Optional.of(
            new OutcomeAlert(metric, "moderate", finding.change(), threshold, finding.sentence()))
        : Optional.empty();
  }

  /** One alert for each column: its group with the least ratio, and how many are below. */
  private static List<OutcomeAlert> impact(SlicedFigures figures, double floor) {
    List<OutcomeAlert> alerts = new ArrayList<>();
    for (String key : figures.slices().stream().map(one -> one.slice().key()).distinct().toList()) {
      List<SliceFigures> below =
          figures.groups(key).stream()
              .filter(one -> highest(one).orElse(floor) < floor)
              .sorted(
                  Comparator.comparingDouble(
                      one -> one.value(MetricNames.IMPACT_RATIO).orElseThrow()))
              .toList();
      if (!below.isEmpty()) {
        alerts.add(impact(key, below, floor));
      }
    }
    return alerts;
  }

  private static OutcomeAlert impact(String key, List<SliceFigures> below, double floor) {
    SliceFigures least = below.get(0);
    Figure ratio = least.figure(MetricNames.IMPACT_RATIO).orElseThrow();
    return new OutcomeAlert(
        MetricNames.IMPACT_RATIO,
        "moderate",
        ratio.value(),
        floor,
        String.format(
            Locale.ROOT,
            "%s: %d %s selected less than %s as often as the most selected, least %s (%.4f, %s)",
            key,
            below.size(),
            below.size() == 1 ? "group is" : "groups are",
            floor,
            least.slice().value(),
            ratio.value().orElseThrow(),
            ratio.method()));
  }

  /** Returns the upper bound of a group's ratio; empty where it has none. */
  private static OptionalDouble highest(SliceFigures group) {
    return group
        .figure(MetricNames.IMPACT_RATIO)
        .flatMap(Figure::interval)
        .map(bounds -> OptionalDouble.of(bounds.hi()))
        .orElse(OptionalDouble.empty());
  }
}
