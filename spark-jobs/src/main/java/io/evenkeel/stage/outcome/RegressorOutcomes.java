package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.stage.outcome.measure.Interval;
import io.evenkeel.stage.outcome.measure.Mean;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Adds up a regressor's errors on the executors; the driver gets one row for each slice that is
 * told. Sums are of 64-bit numbers, so that their last digits may differ with the order of rows.
 *
 * @param maxGroups groups of one column that are told, the largest first
 */
public record RegressorOutcomes(int maxGroups) {
  static final String RMSE_METHOD =
      "root of the mean squared error; root of that mean's normal interval, cut at 0";
  private static final String FINITE = "_finite";

  /** Returns the figures of all rows and of each group; without any row, none. */
  public SlicedFigures measure(OutcomeRows outcomes, int leastGroupRows) {
    Column error = col(OutcomeRows.SCORE).minus(col(OutcomeRows.OBSERVED));
    Column finite = abs(error).leq(lit(Double.MAX_VALUE));
    Column known = when(finite, error);
    Column square = known.multiply(known);
    LargestGroups largest =
        LargestGroups.of(
            outcomes
                .sliced()
                .groupBy(OutcomeRows.KEY, OutcomeRows.VALUE)
                .agg(
                    count(lit(1)).as(LargestGroups.SIZE),
                    count(when(finite, lit(1))).as(FINITE),
                    sum(known).as("error"),
                    sum(square).as("error2"),
                    sum(square.multiply(square)).as("error4"),
                    sum(abs(known)).as("absolute"),
                    sum(col(OutcomeRows.OBSERVED)).as("observed"),
                    sum(col(OutcomeRows.OBSERVED).multiply(col(OutcomeRows.OBSERVED)))
                        .as("observed2")),
            maxGroups);
    List<SliceFigures> slices =
        largest.rows().stream().map(row -> figures(row, leastGroupRows)).toList();
    return new SlicedFigures(slices, largest.leftOut());
  }

  private static SliceFigures figures(Row row, int leastRows) {
    Slice slice = new Slice(row.getAs(OutcomeRows.KEY), row.getAs(OutcomeRows.VALUE));
    long rows = row.getAs(LargestGroups.SIZE);
    long finite = row.getAs(FINITE);
    List<Figure> figures;
    if (!slice.equals(Slice.ALL) && rows < leastRows) {
      figures = missing(rows, Status.TOO_FEW);
    } else if (finite < rows) {
      figures = missing(rows, Status.OUT_OF_RANGE);
    } else {
      figures = measured(row, rows);
    }
    return new SliceFigures(slice, rows, figures);
  }

  private static List<Figure> measured(Row row, long rows) {
    double squares = row.getAs("error2");
    Mean squared = new Mean(rows, squares, row.<Double>getAs("error4"));
    Optional<Interval> bounds =
        squared
            .interval()
            .map(of -> new Interval(Math.sqrt(Math.max(0, of.lo())), Math.sqrt(of.hi())));
    return List.of(
        Figure.of(MetricNames.RMSE, RMSE_METHOD, Math.sqrt(squared.value()), bounds, rows),
        Figure.mean(MetricNames.MAE, new Mean(rows, row.<Double>getAs("absolute"), squares)),
        Figure.mean(MetricNames.BIAS, new Mean(rows, row.<Double>getAs("error"), squares)),
        Figure.mean(
            MetricNames.MEAN_OUTCOME,
            new Mean(rows, row.<Double>getAs("observed"), row.<Double>getAs("observed2"))));
  }

  private static List<Figure> missing(long rows, Status why) {
    return Stream.of(MetricNames.RMSE, MetricNames.MAE, MetricNames.BIAS, MetricNames.MEAN_OUTCOME)
        .map(
            metric ->
                Figure.missing(
                    metric, metric.equals(MetricNames.RMSE) ? RMSE_METHOD : Mean.METHOD, rows, why))
        .toList();
  }
}
