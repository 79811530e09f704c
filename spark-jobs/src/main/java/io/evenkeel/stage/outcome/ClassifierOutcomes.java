package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.stage.outcome.measure.ScoreBin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.storage.StorageLevel;

/**
 * Adds up a classifier's rows on the executors. Memory does not grow with the rows: a slice has at
 * most 1,000,001 cells, one task orders those of one slice, and the driver gets eleven rows for
 * each slice that is told.
 *
 * @param maxGroups groups of one column that are told, the largest first
 */
public record ClassifierOutcomes(int maxGroups) {
  static final String OUT_OF_RANGE = "out_of_range";
  private static final String KEY = OutcomeRows.KEY;
  private static final String VALUE = OutcomeRows.VALUE;
  private static final String BIN = "bin";
  private static final String NEGATIVES_UP_TO = "n_up_to";
  private static final String POSITIVES_UP_TO = "p_up_to";

  /** Returns the figures of all rows and of each group; without any row, none. */
  public SlicedFigures measure(OutcomeRows outcomes, int leastGroupRows) {
    Dataset<Row> cells = ScoreCells.of(outcomes).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      LargestGroups largest = LargestGroups.of(tallies(cells), maxGroups);
      Map<Slice, List<ScoreBin>> bins = bins(cells, largest);
      ClassifierFigures figures = new ClassifierFigures(leastGroupRows);
      List<SliceFigures> told = new ArrayList<>();
      Map<Slice, Tally> tallies = new HashMap<>();
      for (Row row : largest.rows()) {
        Slice slice = slice(row);
        Tally tally = Tally.of(row);
        tallies.put(slice, tally);
        told.add(figures.of(slice, tally, bins.getOrDefault(slice, List.of())));
      }
      told = new GroupImpact(leastGroupRows).add(told, tallies);
      told.addAll(ProbabilityFigures.bins(bins.getOrDefault(Slice.ALL, List.of())));
      return new SlicedFigures(told, largest.leftOut());
    } finally {
      cells.unpersist();
    }
  }

  /** Returns one row for each slice, with the sums over ranks. */
  private static Dataset<Row> tallies(Dataset<Row> cells) {
    WindowSpec upTo =
        Window.partitionBy(KEY, VALUE)
            .orderBy(ScoreCells.CELL)
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column known = col(ScoreCells.CELL).isNotNull();
    Column p = whole(when(known, col(ScoreCells.POSITIVES)).otherwise(lit(0L)));
    Column n = whole(when(known, col(ScoreCells.NEGATIVES)).otherwise(lit(0L)));
    Dataset<Row> ordered =
        cells
            .withColumn("_p", p)
            .withColumn("_n", n)
            .withColumn(NEGATIVES_UP_TO, whole(sum("_n").over(upTo)))
            .withColumn(POSITIVES_UP_TO, whole(sum("_p").over(upTo)))
            .withColumn("_v", whole(expr("2 * n_up_to - _n")))
            .withColumn("_w", whole(expr("2 * p_up_to - _p")));
    List<Column> sums = new ArrayList<>();
    for (String count :
        List.of(
            ScoreCells.NEGATIVES,
            ScoreCells.TRUE_POSITIVES,
            ScoreCells.FALSE_POSITIVES,
            ScoreCells.SCORES,
            ScoreCells.LOSS,
            ScoreCells.LOSS_SQUARED,
            ScoreCells.BRIER,
            ScoreCells.BRIER_SQUARED)) {
      sums.add(sum(count).as(count));
    }
    sums.add(
        coalesce(
                sum(
                    when(
                        col(ScoreCells.CELL).isNull(),
                        col(ScoreCells.POSITIVES).plus(col(ScoreCells.NEGATIVES)))),
                lit(0L))
            .as(OUT_OF_RANGE));
    sums.add(sum(expr("_p * _v")).as("pv"));
    sums.add(sum(expr("_p * _v * _v")).as("pvv"));
    sums.add(sum(expr("_n * _w")).as("nw"));
    sums.add(sum(expr("_n * _w * _w")).as("nww"));
    sums.add(sum(expr("_p * _n")).as("met"));
    return ordered
        .groupBy(KEY, VALUE)
        .agg(sum(ScoreCells.POSITIVES).as(ScoreCells.POSITIVES), sums.toArray(Column[]::new))
        .withColumn(LargestGroups.SIZE, expr("p + n"));
  }

  /** Returns the bins of the slices that are told. */
  private static Map<Slice, List<ScoreBin>> bins(Dataset<Row> cells, LargestGroups largest) {
    Column bin =
        least(
            expr("cell div %d".formatted(ScoreCells.CELLS / ScoreBin.BINS)),
            lit(ScoreBin.BINS - 1));
    List<Row> rows =
        largest
            .keep(cells.where(col(ScoreCells.CELL).isNotNull()))
            .groupBy(col(KEY), col(VALUE), bin.cast("int").as(BIN))
            .agg(
                sum(ScoreCells.POSITIVES).as(ScoreCells.POSITIVES),
                sum(ScoreCells.NEGATIVES).as(ScoreCells.NEGATIVES),
                sum(ScoreCells.SCORES).as(ScoreCells.SCORES))
            .orderBy(KEY, VALUE, BIN)
            .collectAsList();
    Map<Slice, List<ScoreBin>> bins = new HashMap<>();
    for (Row row : rows) {
      long positives = row.getAs(ScoreCells.POSITIVES);
      long negatives = row.getAs(ScoreCells.NEGATIVES);
      double scores = Tally.real(row, ScoreCells.SCORES);
      bins.computeIfAbsent(slice(row), s -> new ArrayList<>())
          .add(new ScoreBin(row.getAs(BIN), positives + negatives, positives, scores));
    }
    return bins;
  }

  private static Slice slice(Row row) {
    return new Slice(row.getAs(KEY), row.getAs(VALUE));
  }

  /** Counts as decimals: squares of ranks exceed 64 bits. */
  private static Column whole(Column count) {
    return count.cast("decimal(19,0)");
  }
}
