package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.Finding.Kind;
import io.evenkeel.stage.outcome.Finding.State;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What has moved since training, told apart: the labels, the model's hold on them, the inputs.
 *
 * @param sentence what the three findings mean together
 * @param findings label, concept, covariate, in that order
 */
public record OutcomeVerdict(String sentence, List<Finding> findings) {
  /** Copies the list. */
  public OutcomeVerdict {
    findings = List.copyOf(findings);
  }

  /** Returns the verdict. */
  static OutcomeVerdict of(
      SliceFigures all, Baseline baseline, InputDrift inputs, OutcomeThresholds thresholds) {
    Shift shift = new Shift(baseline, thresholds);
    Finding label = shift.label(all);
    Finding concept = shift.concept(all);
    Finding covariate = covariate(inputs);
    boolean wrongMoreOften = shift.classes(all).filter(Finding::moved).isPresent();
    return new OutcomeVerdict(
        hold(concept, covariate, wrongMoreOften) + frequency(label, concept),
        List.of(label, concept, covariate));
  }

  /** Returns one of the findings. */
  public Finding finding(Kind kind) {
    return findings.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static Finding covariate(InputDrift inputs) {
    if (inputs.reports() == 0) {
      return new Finding(
          Kind.COVARIATE,
          State.UNKNOWN,
          OptionalDouble.empty(),
          "Inputs: there is no drift report of these days");
    }
    String greatest =
        inputs.greatestPsi().isPresent()
            ? String.format(
                Locale.ROOT,
                ", greatest PSI %.3f%s",
                inputs.greatestPsi().getAsDouble(),
                inputs.feature().isEmpty() ? "" : " (" + inputs.feature() + ")")
            : "";
    return new Finding(
        Kind.COVARIATE,
        inputs.alerts() > 0 ? State.MOVED : State.STEADY,
        inputs.greatestPsi(),
        "Inputs: %s%s"
            .formatted(
                inputs.reports() == 1
                    ? "the day's drift report is " + (inputs.alerts() > 0 ? "an alert" : "quiet")
                    : "%d of %d drift reports are alerts"
                        .formatted(inputs.alerts(), inputs.reports()),
                greatest));
  }

  private static String hold(Finding concept, Finding covariate, boolean wrongMoreOften) {
    if (concept.state() == State.UNKNOWN) {
      return "Whether the model is as good as at training cannot be told.";
    }
    if (concept.moved()) {
      return switch (covariate.state()) {
        case STEADY ->
            "Concept drift: the inputs look as at training, but they no longer say the same of the outcome.";
        case MOVED ->
            "The model is worse than at training and its inputs have moved: it is asked about data that it has not learnt, or the data now means something else; training again on recent labels mends both.";
        case UNKNOWN ->
            "The model is worse than at training; without a drift report it is not known whether its inputs have moved.";
      };
    }
    return covariate.moved()
        ? "Covariate drift%s: the inputs have moved, and the model %s"
            .formatted(wrongMoreOften ? "" : " without harm", steady(wrongMoreOften, " on them"))
        : "No concept drift: the model %s".formatted(steady(wrongMoreOften, ""));
  }

  /** A model may rank as well as ever and yet be wrong more often, where its threshold is off. */
  private static String steady(boolean wrongMoreOften, String where) {
    return wrongMoreOften
        ? "ranks as well%s as at training, but its class is wrong more often: its threshold no longer fits."
            .formatted(where)
        : "is as good%s as at training.".formatted(where);
  }

  private static String frequency(Finding label, Finding concept) {
    if (!label.moved()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " Label drift: positive outcomes are %s frequent than at training%s.",
        label.change().orElse(0) > 0 ? "more" : "less",
        concept.state() == State.STEADY
            ? "; the model still ranks them, but its probabilities and its threshold may be off"
            : "");
  }
}
