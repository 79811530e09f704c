package io.evenkeel.stage.outcome;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Adds up a classifier's rows on the executors, reading them twice: once by slice and once by cell
 * of the score. No row is sorted and memory does not grow with the rows: there is one row of sums
 * for each slice and there are at most 1,000,001 cells, which one task orders. {@link
 * LargestGroups} orders the groups of a column, as many as it has values. The driver gets one row
 * for each slice that is told, and ten of the score.
 *
 * @param maxGroups groups of one column that are told, the largest first
 */
public record ClassifierOutcomes(int maxGroups) {

  /**
   * Returns the figures of all rows and of each group; without any row, none.
   *
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if there are more than
   *     4,294,967,296 rows
   */
  public SlicedFigures measure(OutcomeRows outcomes, int leastGroupRows) {
    LargestGroups largest = LargestGroups.of(SliceSums.of(outcomes), maxGroups);
    ScoreOrder order = order(outcomes);
    ClassifierFigures figures = new ClassifierFigures(leastGroupRows);
    List<SliceFigures> told = new ArrayList<>();
    Map<Slice, Tally> tallies = new HashMap<>();
    for (Row row : largest.rows()) {
      Slice slice = new Slice(row.getAs(OutcomeRows.KEY), row.getAs(OutcomeRows.VALUE));
      Tally tally = Tally.of(row);
      tallies.put(slice, tally);
      told.add(
          slice.equals(Slice.ALL) ? figures.ofAll(tally, order) : figures.ofGroup(slice, tally));
    }
    told = new GroupImpact(leastGroupRows).add(told, tallies);
    told.addAll(ProbabilityFigures.bins(order.bins()));
    return new SlicedFigures(told, largest.leftOut());
  }

  private static ScoreOrder order(OutcomeRows outcomes) {
    ScoreCells cells = ScoreCells.of(outcomes);
    cells.cells().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new ScoreOrder(cells.bins(), cells.ranks());
    } finally {
      cells.cells().unpersist();
    }
  }
}
