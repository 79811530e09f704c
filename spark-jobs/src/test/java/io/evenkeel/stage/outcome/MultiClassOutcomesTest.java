package io.evenkeel.stage.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.BeforeClass;
import org.junit.Test;

/** Ten flights that were early, punctual or late, and what a model said of them. */
public class MultiClassOutcomesTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("_score DOUBLE, _predicted STRING, _observed STRING, region STRING");
  private static SlicedFigures figures;

  @BeforeClass
  public static void measure() {
    List<Row> rows = new ArrayList<>();
    add(rows, .9, "late", "late", "north");
    add(rows, .8, "late", "late", "north");
    add(rows, .7, "late", "punctual", "north");
    add(rows, .6, "late", "early", "south");
    add(rows, .4, "punctual", "late", "south");
    add(rows, .3, "punctual", "punctual", "south");
    add(rows, .2, "punctual", "punctual", "south");
    add(rows, .2, "punctual", "early", "south");
    add(rows, .1, "early", "early", "south");
    add(rows, .1, "early", "punctual", "south");
    OutcomeRows outcomes =
        new OutcomeRows(
            SparkTestSession.session().createDataFrame(rows, SCHEMA), List.of("region"));
    figures =
        new MultiClassOutcomes(10, List.of("early", "punctual", "late"), "late")
            .measure(outcomes, 2);
  }

  @Test
  public void givesTheAccuracyOverAllClasses() {
    assertThat(value(Slice.ALL, MetricNames.ACCURACY)).isEqualTo(.5);
    assertThat(value(new Slice("region", "north"), MetricNames.ACCURACY))
        .isCloseTo(2 / 3.0, within(1e-12));
    assertThat(value(new Slice("region", "south"), MetricNames.ACCURACY))
        .isCloseTo(3 / 7.0, within(1e-12));
  }

  @Test
  public void givesPrecisionAndRecallOfEachClassWithIntervals() {
    assertThat(value(ofClass("late"), MetricNames.PRECISION)).isEqualTo(.5);
    assertThat(value(ofClass("late"), MetricNames.RECALL)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(value(ofClass("punctual"), MetricNames.PRECISION)).isEqualTo(.5);
    assertThat(value(ofClass("punctual"), MetricNames.RECALL)).isEqualTo(.5);
    assertThat(value(ofClass("early"), MetricNames.PRECISION)).isEqualTo(.5);
    assertThat(value(ofClass("early"), MetricNames.RECALL)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(figure(ofClass("early"), MetricNames.RECALL).interval()).isPresent();
    assertThat(figure(ofClass("early"), MetricNames.RECALL).rows()).isEqualTo(3);
  }

  @Test
  public void holdsTheScoredClassAgainstTheRestAndSaysSo() {
    // Of 3 late and 7 other flights, 19 of 21 pairs are in the right order.
    Figure auc = figure(Slice.ALL, MetricNames.AUC);
    assertThat(auc.value()).hasValueCloseTo(19 / 21.0, within(1e-12));
    assertThat(auc.method()).endsWith("class late against the rest");
    double squares = .01 + .04 + .49 + .36 + .36 + .09 + .04 + .04 + .01 + .01;
    assertThat(value(Slice.ALL, MetricNames.BRIER)).isCloseTo(squares / 10, within(1e-12));
  }

  private static Slice ofClass(String name) {
    return new Slice(MultiClassOutcomes.CLASS, name);
  }

  private static double value(Slice slice, String metric) {
    return figure(slice, metric).value().orElseThrow();
  }

  private static Figure figure(Slice slice, String metric) {
    return figures.slices().stream()
        .filter(one -> one.slice().equals(slice))
        .flatMap(one -> one.figure(metric).stream())
        .findFirst()
        .orElseThrow();
  }

  private static void add(
      List<Row> rows, double score, String predicted, String observed, String region) {
    rows.add(RowFactory.create(score, predicted, observed, region));
  }
}
