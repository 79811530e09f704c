package io.evenkeel.stage.outcome;

import io.evenkeel.retrain.Action;
import io.evenkeel.retrain.RetrainDecision;
import io.evenkeel.retrain.RuleFound;
import io.evenkeel.stage.outcome.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds what is beyond its threshold. */
final class OutcomeAlerts {
  private OutcomeAlerts() {}

  /** Returns the alerts: accuracy, model, labels, then one for each column of groups. */
  static List<OutcomeAlert> of(
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
            ratio.method().substring(ratio.method().indexOf("against"))));
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
