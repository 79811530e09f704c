package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.CalibrationError;
import io.evenkeel.stage.outcome.measure.Mean;
import io.evenkeel.stage.outcome.measure.RankSums;
import io.evenkeel.stage.outcome.measure.ScoreBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures that a classifier's scores give, whatever its threshold. */
final class ProbabilityFigures {
  private static final String MEAN_METHOD = "mean";
  private static final String GAP_METHOD =
      "mean score less share of positives; Wilson interval of the share";

  private ProbabilityFigures() {}

  /** Returns losses, calibration and AUC of all rows, of which there is one. */
  static List<Figure> of(Tally tally, ScoreOrder order) {
    List<Figure> figures = new ArrayList<>(losses(tally, order.bins()));
    figures.addAll(ranking(tally, order.ranks()));
    return figures;
  }

  /** Returns mean score and share of positives in each tenth of the score. */
  static List<SliceFigures> bins(List<ScoreBin> bins) {
    List<SliceFigures> told = new ArrayList<>();
    for (ScoreBin bin : bins) {
      long rows = bin.rows();
      List<Figure> figures =
          List.of(
              Figure.of(
                  MetricNames.MEAN_SCORE, MEAN_METHOD, bin.meanScore(), Optional.empty(), rows),
              Figure.share(MetricNames.BASE_RATE, bin.positives(), rows, Status.EMPTY),
              Figure.of(
                  MetricNames.CALIBRATION_GAP,
                  GAP_METHOD,
                  bin.gap(),
                  Optional.of(bin.gapInterval()),
                  rows));
      told.add(new SliceFigures(new Slice(Slice.SCORE, bin.name()), rows, figures));
    }
    return told;
  }

  private static List<Figure> losses(Tally tally, List<ScoreBin> bins) {
    long rows = tally.rows();
    if (tally.outOfRange() > 0) {
      return List.of(
          outOfRange(MetricNames.LOG_LOSS, Mean.METHOD, rows),
          outOfRange(MetricNames.BRIER, Mean.METHOD, rows),
          outOfRange(MetricNames.CALIBRATION_GAP, Mean.METHOD, rows),
          outOfRange(MetricNames.ECE, CalibrationError.METHOD, rows));
    }
    CalibrationError error = new CalibrationError(bins);
    return List.of(
        Figure.mean(
            MetricNames.LOG_LOSS, new Mean(rows, tally.logLoss().sum(), tally.logLoss().squares())),
        Figure.mean(
            MetricNames.BRIER, new Mean(rows, tally.brier().sum(), tally.brier().squares())),
        Figure.mean(MetricNames.CALIBRATION_GAP, tally.gap()),
        Figure.of(
            MetricNames.ECE,
            CalibrationError.METHOD,
            error.value(),
            Optional.of(error.interval()),
            rows),
        Figure.of(
            MetricNames.ECE_BY_CHANCE,
            CalibrationError.BY_CHANCE,
            error.byChance(),
            Optional.empty(),
            rows));
  }

  private static List<Figure> ranking(Tally tally, Optional<RankSums> ranks) {
    long rows = tally.rows();
    if (tally.outOfRange() > 0) {
      return List.of(outOfRange(MetricNames.AUC, RankSums.METHOD, rows));
    }
    return ranks
        .map(
            sums ->
                List.of(
                    Figure.of(MetricNames.AUC, RankSums.METHOD, sums.auc(), sums.interval(), rows),
                    Figure.of(
                        MetricNames.AUC_GRID_ERROR,
                        "half the share of pairs in one cell",
                        sums.gridError(),
                        Optional.empty(),
                        rows)))
        .orElseGet(
            () ->
                List.of(Figure.missing(MetricNames.AUC, RankSums.METHOD, rows, Status.ONE_CLASS)));
  }

  static Figure outOfRange(String metric, String method, long rows) {
    return Figure.missing(metric, method, rows, Status.OUT_OF_RANGE);
  }
}
