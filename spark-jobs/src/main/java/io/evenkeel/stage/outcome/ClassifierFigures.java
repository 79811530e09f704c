package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.Mean;
import io.evenkeel.stage.outcome.measure.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes figures of what was added up.
 *
 * @param leastRows labelled rows that a group needs to be judged
 */
record ClassifierFigures(int leastRows) {
  /** Returns the figures of all rows, of which there is one. */
  SliceFigures ofAll(Tally tally, ScoreOrder order) {
    List<Figure> figures = new ArrayList<>(counts(tally));
    figures.add(Figure.share(MetricNames.ACCURACY, tally.correct(), tally.rows(), Status.EMPTY));
    figures.addAll(ProbabilityFigures.of(tally, order));
    figures.addAll(decisions(tally));
    return new SliceFigures(Slice.ALL, tally.rows(), figures);
  }

  /** Returns the figures of a group that has a row. */
  SliceFigures ofGroup(Slice slice, Tally tally) {
    List<Figure> figures = new ArrayList<>(counts(tally));
    figures.addAll(tally.rows() < leastRows ? refused(tally.rows()) : judged(tally));
    return new SliceFigures(slice, tally.rows(), figures);
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

  private static List<Figure> judged(Tally tally) {
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
            ? ProbabilityFigures.outOfRange(MetricNames.CALIBRATION_GAP, Mean.METHOD, rows)
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
                    metric.equals(MetricNames.CALIBRATION_GAP) ? Mean.METHOD : Share.METHOD,
                    rows,
                    Status.TOO_FEW))
        .toList();
  }
}
