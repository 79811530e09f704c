package io.evenkeel.stage.outcome;

/** What is measured. Where a model's metadata has the same measure, it has the same name. */
public final class MetricNames {
  /** Share of rows whose class was right. */
  public static final String ACCURACY = "accuracy";

  /** Mean of the negative logarithm of the probability that the outcome was given, in nats. */
  public static final String LOG_LOSS = "log_loss";

  /** Mean squared difference of score and outcome (Brier 1950). */
  public static final String BRIER = "brier";

  /** Area under the ROC curve. */
  public static final String AUC = "auc";

  /** The most by which the grid can have moved the AUC. */
  public static final String AUC_GRID_ERROR = "auc_grid_error";

  /** Share of predicted positives that are positive. */
  public static final String PRECISION = "precision";

  /** Share of positives that were predicted so. */
  public static final String RECALL = "recall";

  /** Share of rows that were predicted positive. */
  public static final String POSITIVE_RATE = "positive_rate";

  /** Share of rows that are positive. */
  public static final String BASE_RATE = "base_rate";

  /** Expected calibration error. */
  public static final String ECE = "expected_calibration_error";

  /** The calibration error that a calibrated model shows by chance. */
  public static final String ECE_BY_CHANCE = "calibration_error_by_chance";

  /** Mean score less share of positives. */
  public static final String CALIBRATION_GAP = "calibration_gap";

  /** Mean score. */
  public static final String MEAN_SCORE = "mean_score";

  /** Share of a group's rows that were predicted positive. */
  public static final String SELECTION_RATE = "selection_rate";

  /** Share of a group's positives that were predicted so. */
  public static final String TRUE_POSITIVE_RATE = "true_positive_rate";

  /** Share of a group's negatives that were predicted positive. */
  public static final String FALSE_POSITIVE_RATE = "false_positive_rate";

  /** A group's selection rate divided by the greatest of the column's judged groups. */
  public static final String IMPACT_RATIO = "disparate_impact_ratio";

  /** Root of the mean squared error. */
  public static final String RMSE = "rmse";

  /** Mean absolute error. */
  public static final String MAE = "mae";

  /** Mean of score less outcome. */
  public static final String BIAS = "bias";

  /** Mean of the outcome. */
  public static final String MEAN_OUTCOME = "mean_outcome";

  private MetricNames() {}
}
