package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.stage.outcome.measure.RankSums;
import io.evenkeel.stage.outcome.measure.ScoreBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * All rows of a classifier added up by cell of the score, {@code floor(score * 1e6)}: at most
 * 1,000,001 cells however many rows there are. Scores outside [0, 1] are in none. Groups have no
 * cells, because what the cells are for, AUC and calibration, is told of all rows alone.
 *
 * @param cells {@link #CELL}, counts and the sum of the scores; read more than once
 */
record ScoreCells(Dataset<Row> cells) {
  static final String CELL = "cell";

  private static final int CELLS = 1_000_000;
  private static final String BIN = "bin";

  /** Adds up. */
  static ScoreCells of(OutcomeRows outcomes) {
    Column observed = col(OutcomeRows.OBSERVED);
    List<Column> scores = ExactSum.of(col(OutcomeRows.SCORE), SliceSums.SCORES);
    return new ScoreCells(
        outcomes
            .rows()
            .where(SliceSums.known().isNotNull())
            .groupBy(floor(col(OutcomeRows.SCORE).multiply(lit(CELLS))).as(CELL))
            .agg(
                count(when(observed, lit(1))).as(SliceSums.POSITIVES),
                count(when(observed.equalTo(lit(false)), lit(1))).as(SliceSums.NEGATIVES),
                scores.get(0),
                scores.get(1)));
  }

  /** Returns the tenths of the score that have a row, in their order. */
  List<ScoreBin> bins() {
    Column tenth = expr("cell div %d".formatted(CELLS / ScoreBin.BINS));
    List<Column> scores =
        ExactSum.again(
            col(ExactSum.high(SliceSums.SCORES)),
            col(ExactSum.low(SliceSums.SCORES)),
            SliceSums.SCORES);
    List<Row> rows =
        cells
            .groupBy(least(tenth, lit(ScoreBin.BINS - 1)).cast("int").as(BIN))
            .agg(
                sum(SliceSums.POSITIVES).as(SliceSums.POSITIVES),
                sum(SliceSums.NEGATIVES).as(SliceSums.NEGATIVES),
                scores.get(0),
                scores.get(1))
            .orderBy(BIN)
            .collectAsList();
    List<ScoreBin> bins = new ArrayList<>();
    for (Row row : rows) {
      long positives = row.getAs(SliceSums.POSITIVES);
      long negatives = row.getAs(SliceSums.NEGATIVES);
      double sum = ExactSum.read(row, SliceSums.SCORES);
      bins.add(new ScoreBin(row.getAs(BIN), positives + negatives, positives, sum));
    }
    return bins;
  }

  /**
   * Returns the sums over ranks, for which one task orders the cells; empty of one class alone, and
   * without a cell, over which Spark runs no task.
   */
  Optional<RankSums> ranks() {
    return cells
        .select(CELL, SliceSums.POSITIVES, SliceSums.NEGATIVES)
        .repartition(1)
        .sortWithinPartitions(CELL)
        .mapPartitions(new AddRanks(), Encoders.row(AddRanks.SCHEMA))
        .collectAsList()
        .stream()
        .findFirst()
        .flatMap(AddRanks::read);
  }
}
