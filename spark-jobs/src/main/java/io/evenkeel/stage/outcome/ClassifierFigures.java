package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.CalibrationError;
import io.evenkeel.stage.outcome.measure.Mean;
import io.evenkeel.stage.outcome.measure.RankSums;
import io.evenkeel.stage.outcome.measure.ScoreBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes figures of what was added up.
 *
 * @param leastRows labelled rows that a group needs to be judged
 */
record ClassifierFigures(int leastRows) {
  static final String MEAN_METHOD = "mean";
  static final String GAP_METHOD =
      "mean score less share of positives; Wilson interval of the share";

  /** Returns the figures of a slice that has a row. */
  SliceFigures of(Slice slice, Tally tally, List<ScoreBin> bins) {
    List<Figure> figures = new ArrayList<>(counts(tally));
    if (slice.equals(Slice.ALL)) {
      figures.add(Figure.share(MetricNames.ACCURACY, tally.correct(), tally.rows(), Status.EMPTY));
      figures.addAll(probabilities(tally, bins));
      figures.addAll(ranking(tally));
      figures.addAll(decisions(tally));
    } else if (tally.rows() < leastRows) {
      figures.addAll(refused(tally.rows()));
    } else {
      figures.addAll(ofGroup(tally));
    }
    return new SliceFigures(slice, tally.rows(), figures);
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

  private static List<Figure> counts(Tally tally) {
    long rows = tally.rows();
    return List.of(
        Figure.count("true_positives", tally.truePositives(), rows),
        Figure.count("false_positives", tally.falsePositives(), rows),
        Figure.count("true_negatives", tally.trueNegatives(), rows),
        Figure.count("false_negatives", tally.falseNegatives(), rows));
  }

  private static List<Figure> decisions(Tally tally) {
    long rows = tally.rows();
    return List.of(
        Figure.share(
            MetricNames.PRECISION, tally.truePositives(), tally.predictedPositives(), Status.EMPTY),
        Figure.share(
            MetricNames.RECALL, tally.truePositives(), tally.positives(), Status.ONE_CLASS),
        Figure.share(
            MetricNames.FALSE_POSITIVE_RATE,
            tally.falsePositives(),
            tally.negatives(),
            Status.ONE_CLASS),
        Figure.share(MetricNames.POSITIVE_RATE, tally.predictedPositives(), rows, Status.EMPTY),
        Figure.share(MetricNames.BASE_RATE, tally.positives(), rows, Status.EMPTY));
  }

  private static List<Figure> probabilities(Tally tally, List<ScoreBin> bins) {
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

  private static List<Figure> ranking(Tally tally) {
    long rows = tally.rows();
    if (tally.outOfRange() > 0) {
      return List.of(outOfRange(MetricNames.AUC, RankSums.METHOD, rows));
    }
    return tally
        .rankSums()
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

  private static List<Figure> ofGroup(Tally tally) {
    long rows = tally.rows();
    return List.of(
        Figure.share(MetricNames.ACCURACY, tally.correct(), rows, Status.EMPTY),
        Figure.share(MetricNames.BASE_RATE, tally.positives(), rows, Status.EMPTY),
        Figure.share(MetricNames.SELECTION_RATE, tally.predictedPositives(), rows, Status.EMPTY),
        Figure.share(
            MetricNames.TRUE_POSITIVE_RATE,
            tally.truePositives(),
            tally.positives(),
            Status.ONE_CLASS),
        Figure.share(
            MetricNames.FALSE_POSITIVE_RATE,
            tally.falsePositives(),
            tally.negatives(),
            Status.ONE_CLASS),
        tally.outOfRange() > 0
            ? outOfRange(MetricNames.CALIBRATION_GAP, Mean.METHOD, rows)
            : Figure.mean(MetricNames.CALIBRATION_GAP, tally.gap()));
  }

  private static List<Figure> refused(long rows) {
    return List.of(
            MetricNames.ACCURACY,
            MetricNames.BASE_RATE,
            MetricNames.SELECTION_RATE,
            MetricNames.TRUE_POSITIVE_RATE,
            MetricNames.FALSE_POSITIVE_RATE,
            MetricNames.CALIBRATION_GAP)
        .stream()
        .map(
            metric ->
                Figure.missing(
                    metric,
                    metric.equals(MetricNames.CALIBRATION_GAP)
                        ? Mean.METHOD
                        : io.evenkeel.stage.outcome.measure.Share.METHOD,
                    rows,
                    Status.TOO_FEW))
        .toList();
  }

  private static Figure outOfRange(String metric, String method, long rows) {
    return Figure.missing(metric, method, rows, Status.OUT_OF_RANGE);
  }
}
