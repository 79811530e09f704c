package io.evenkeel.stage.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.SparkTestSession;
import io.evenkeel.stage.outcome.measure.Interval;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

/** The example of scikit-learn's user guide: four outcomes and what was predicted. */
public class RegressorOutcomesTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("_score DOUBLE, _observed DOUBLE, region STRING");
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create(2.5, 3.0, "north"),
          RowFactory.create(0.0, -0.5, "north"),
          RowFactory.create(2.0, 2.0, "north"),
          RowFactory.create(8.0, 7.0, "south"));

  @Test
  public void givesTheErrorsOfScikitLearn() {
    SliceFigures all = measure(ROWS).all().orElseThrow();
    // root_mean_squared_error, mean_absolute_error; intervals by numpy from s / sqrt(4).
    figure(all, MetricNames.RMSE, .6123724356957945, 0, .8940607643099905);
    figure(all, MetricNames.MAE, .5, .09992402697039082, .9000759730296092);
    assertThat(all.value(MetricNames.BIAS).orElseThrow()).isCloseTo(.25, within(1e-12));
    assertThat(all.value(MetricNames.MEAN_OUTCOME).orElseThrow()).isCloseTo(2.875, within(1e-12));
  }

  @Test
  public void refusesToJudgeAGroupThatIsTooSmall() {
    List<SliceFigures> groups = measure(ROWS).groups("region");
    assertThat(groups.get(0).value(MetricNames.MAE).orElseThrow())
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(groups.get(1).figure(MetricNames.RMSE).orElseThrow().status())
        .isEqualTo(Status.TOO_FEW);
  }

  @Test
  public void refusesAPredictionThatIsNoNumber() {
    SliceFigures all =
        measure(List.of(RowFactory.create(Double.NaN, 1.0, "north"))).all().orElseThrow();
    assertThat(all.figures()).allMatch(figure -> figure.status() == Status.OUT_OF_RANGE);
  }

  private static SlicedFigures measure(List<Row> rows) {
    return new RegressorOutcomes(10)
        .measure(
            new OutcomeRows(
                SparkTestSession.session().createDataFrame(rows, SCHEMA), List.of("region")),
            2);
  }

  private static void figure(SliceFigures all, String metric, double value, double lo, double hi) {
    Figure figure = all.figure(metric).orElseThrow();
    Interval interval = figure.interval().orElseThrow();
    assertThat(figure.value().orElseThrow()).as(metric).isCloseTo(value, within(1e-12));
    assertThat(interval.lo()).as(metric).isCloseTo(lo, within(1e-12));
    assertThat(interval.hi()).as(metric).isCloseTo(hi, within(1e-12));
  }
}
