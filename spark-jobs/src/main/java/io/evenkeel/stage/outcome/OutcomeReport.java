package io.evenkeel.stage.outcome;

import io.evenkeel.retrain.Evidence;
import io.evenkeel.retrain.RetrainDecision;
import io.evenkeel.retrain.RetrainRules;
import java.time.LocalDate;
import java.util.List;
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
        OutcomeAlerts.of(figures, baseline, verdict, retrain, thresholds));
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
}
