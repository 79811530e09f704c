package io.evenkeel.stage.drift;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What to do about the model, by the first rule that applies: accuracy down by more than 2% of its
 * baseline, retrain now; a PSI above the major threshold, within a week; a model older than three
 * months, on schedule; else keep monitoring.
 *
 * @param action what to do
 * @param path what each rule asked, in order, up to the one that decided
 */
public record RetrainDecision(Action action, List<String> path) {
  private static final double ACCURACY_DROP = .02;
  private static final int MONTHS = 3;

  /** Copies the path. */
  public RetrainDecision {
    path = List.copyOf(path);
  }

  /** What can be done about a model. */
  public enum Action {
    /** Train it again now. */
    RETRAIN_NOW("Retrain now"),
    /** Train it again within a week. */
    RETRAIN_WITHIN_A_WEEK("Retrain within a week"),
    /** Train it again on schedule. */
    RETRAIN_ON_SCHEDULE("Retrain on schedule"),
    /** Nothing but watching it. */
    KEEP_MONITORING("Keep monitoring");

    private final String sentence;

    Action(String sentence) {
      this.sentence = sentence;
    }

    /** Returns the word for tables and schedulers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the phrase for people. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * Returns the decision.
   *
   * @param greatestPsi the greatest PSI of a feature that could be judged, or empty
   */
  static RetrainDecision of(DriftRun run, OptionalDouble greatestPsi, DriftThresholds thresholds) {
    List<String> path = new ArrayList<>();
    return new RetrainDecision(decide(run, greatestPsi, thresholds, path), path);
  }

  private static Action decide(
      DriftRun run, OptionalDouble psi, DriftThresholds thresholds, List<String> path) {
    boolean worse =
        run.accuracyDrop().isPresent() && run.accuracyDrop().getAsDouble() > ACCURACY_DROP;
    path.add(accuracy(run.accuracyDrop(), worse));
    if (worse) {
      return Action.RETRAIN_NOW;
    }
    boolean far = psi.isPresent() && psi.getAsDouble() > thresholds.psiMajor();
    path.add(psi(psi, far, thresholds));
    return far ? Action.RETRAIN_WITHIN_A_WEEK : byAge(run, path);
  }

  private static String accuracy(OptionalDouble drop, boolean worse) {
    return drop.isEmpty()
        ? "Accuracy: not known, no label of this day has been joined"
        : String.format(
            Locale.ROOT,
            "Accuracy: down %.1f%% of its baseline, %s 2%%",
            100 * drop.getAsDouble(),
            worse ? "more than" : "within");
  }

  private static String psi(OptionalDouble psi, boolean far, DriftThresholds thresholds) {
    return psi.isEmpty()
        ? "PSI: no feature could be judged"
        : String.format(
            Locale.ROOT,
            "PSI: the greatest is %.3f, %s %s",
            psi.getAsDouble(),
            far ? "above" : "not above",
            thresholds.psiMajor());
  }

  private static Action byAge(DriftRun run, List<String> path) {
    if (run.trainedOn().isEmpty()) {
      path.add("Age: not known");
      return Action.KEEP_MONITORING;
    }
    LocalDate trained = run.trainedOn().get();
    boolean old = run.scoreDate().isAfter(trained.plusMonths(MONTHS));
    path.add(
        "Age: trained on %s, %s three months before the scored day"
            .formatted(trained, old ? "more than" : "not more than"));
    return old ? Action.RETRAIN_ON_SCHEDULE : Action.KEEP_MONITORING;
  }
}
