package io.evenkeel.stage.outcome;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Figures of a classifier of more than two classes: accuracy over all classes, precision and recall
 * of each class, and of the class whose probability is the score the figures of {@link
 * ClassifierOutcomes}, that class against the rest.
 *
 * @param maxGroups groups of one column that are told, the largest first
 * @param classes all classes; as many columns are counted in one pass
 * @param scored the class whose probability is the score
 */
public record MultiClassOutcomes(int maxGroups, List<String> classes, String scored) {
  /** The key of the slices that are classes; no column has that name. */
  public static final String CLASS = "_class";

  private static final String CORRECT = "_correct";

  /** Copies the list and refuses a scored class that is not in it. */
  public MultiClassOutcomes {
    classes = List.copyOf(classes);
    if (!classes.contains(scored)) {
      throw new IllegalArgumentException("Class '%s' is none of %s".formatted(scored, classes));
    }
  }

  /**
   * Returns the figures of all rows, of each group and of each class; without any row, none.
   *
   * @param outcomes with {@link OutcomeRows#OBSERVED} and {@link OutcomeRows#PREDICTED} as names of
   *     classes
   */
  public SlicedFigures measure(OutcomeRows outcomes, int leastGroupRows) {
    SlicedFigures oneAgainstRest =
        new ClassifierOutcomes(maxGroups).measure(againstRest(outcomes), leastGroupRows);
    Map<Slice, Row> counted = new HashMap<>();
    for (Row row : counted(outcomes)) {
      Slice slice = new Slice(row.getAs(OutcomeRows.KEY), row.getAs(OutcomeRows.VALUE));
      counted.put(slice, row);
    }
    List<SliceFigures> told = new ArrayList<>();
    for (SliceFigures slice : oneAgainstRest.slices()) {
      told.add(overAllClasses(slice, counted));
    }
    Row all = counted.get(Slice.ALL);
    if (all != null) {
      told.addAll(byClass(all));
    }
    return new SlicedFigures(told, oneAgainstRest.leftOut());
  }

  private OutcomeRows againstRest(OutcomeRows outcomes) {
    return new OutcomeRows(
        outcomes
            .rows()
            .withColumn(OutcomeRows.OBSERVED, col(OutcomeRows.OBSERVED).equalTo(scored))
            .withColumn(
                OutcomeRows.PREDICTED,
                coalesce(col(OutcomeRows.PREDICTED).equalTo(scored), lit(false))),
        outcomes.groups());
  }

  /** Groups beyond those that are told are counted and dropped: there is one row for each. */
  private List<Row> counted(OutcomeRows outcomes) {
    Column correct = col(OutcomeRows.OBSERVED).equalTo(col(OutcomeRows.PREDICTED));
    List<Column> sums = new ArrayList<>();
    sums.add(count(when(correct, lit(1))).as(CORRECT));
    for (int i = 0; i < classes.size(); i++) {
      Column observed = col(OutcomeRows.OBSERVED).equalTo(classes.get(i));
      Column predicted = col(OutcomeRows.PREDICTED).equalTo(classes.get(i));
      sums.add(count(when(observed, lit(1))).as("_observed_" + i));
      sums.add(count(when(predicted, lit(1))).as("_predicted_" + i));
      sums.add(count(when(observed.and(predicted), lit(1))).as("_both_" + i));
    }
    return LargestGroups.of(
            outcomes
                .sliced()
                .groupBy(OutcomeRows.KEY, OutcomeRows.VALUE)
                .agg(count(lit(1)).as(LargestGroups.SIZE), sums.toArray(Column[]::new)),
            maxGroups)
        .rows();
  }

  private SliceFigures overAllClasses(SliceFigures slice, Map<Slice, Row> counted) {
    Row row = counted.get(slice.slice());
    List<Figure> figures = new ArrayList<>();
    for (Figure figure : slice.figures()) {
      boolean accuracy = figure.metric().equals(MetricNames.ACCURACY);
      if (accuracy && figure.value().isPresent() && row != null) {
        figures.add(
            Figure.share(
                MetricNames.ACCURACY, row.<Long>getAs(CORRECT), slice.rows(), Status.EMPTY));
      } else {
        figures.add(accuracy ? figure : oneClass(figure));
      }
    }
    return new SliceFigures(slice.slice(), slice.rows(), figures);
  }

  /** What is said of one class alone says so. */
  private Figure oneClass(Figure figure) {
    return figure.method().equals(Figure.COUNT)
        ? figure
        : new Figure(
            figure.metric(),
            "%s; class %s against the rest".formatted(figure.method(), scored),
            figure.value(),
            figure.interval(),
            figure.rows(),
            figure.status());
  }

  private List<SliceFigures> byClass(Row all) {
    long rows = all.<Long>getAs(LargestGroups.SIZE);
    List<SliceFigures> told = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      long observed = all.<Long>getAs("_observed_" + i);
      long predicted = all.<Long>getAs("_predicted_" + i);
      long both = all.<Long>getAs("_both_" + i);
      told.add(
          new SliceFigures(
              new Slice(CLASS, classes.get(i)),
              observed,
              List.of(
                  Figure.share(MetricNames.PRECISION, both, predicted, Status.EMPTY),
                  Figure.share(MetricNames.RECALL, both, observed, Status.ONE_CLASS),
                  Figure.share(MetricNames.POSITIVE_RATE, predicted, rows, Status.EMPTY),
                  Figure.share(MetricNames.BASE_RATE, observed, rows, Status.EMPTY))));
    }
    return told;
  }
}
