package io.evenkeel.stage.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.Test;

/** Figures of a classifier's rows, added up by Spark. */
public class ClassifierOutcomesTest {
  private static final int LEAST = 10;
  private static final double[] SCORES = {.1, .4, .35, .8, .35, .9, .05, .6, .4, .55, .75, .2};
  private static final boolean[] OUTCOMES = {
    false, false, true, true, false, true, false, true, true, false, true, false
  };

  /** Functions of sklearn.metrics 1.9.1 over these rows; the interval of log loss by numpy. */
  @Test
  public void givesTheFiguresOfScikitLearn() {
    SliceFigures all = measure(twelve().grouped()).all().orElseThrow();
    is(all, MetricNames.ACCURACY, .75);
    is(all, MetricNames.LOG_LOSS, .43441985141653694);
    is(all, MetricNames.BRIER, .14104166666666668);
    is(all, MetricNames.AUC, .8888888888888888);
    is(all, MetricNames.PRECISION, .8);
    is(all, MetricNames.RECALL, 4 / 6.0);
    is(all, MetricNames.FALSE_POSITIVE_RATE, 1 / 6.0);
    is(all, MetricNames.POSITIVE_RATE, 5 / 12.0);
    is(all, MetricNames.BASE_RATE, .5);
    is(all, MetricNames.CALIBRATION_GAP, -.04583333333333334);
    is(all, MetricNames.ECE, .19583333333333333);
    assertThat(all.figure(MetricNames.LOG_LOSS).orElseThrow().interval().orElseThrow().lo())
        .isCloseTo(.24527526822295928, within(1e-12));
    assertThat(all.figure(MetricNames.AUC).orElseThrow().interval().orElseThrow().lo())
        .isCloseTo(.7034612002442601, within(1e-12));
  }

  @Test
  public void clipsCertainScoresAsScikitLearnDoes() {
    // log_loss([1, 0, 1], [0.0, 1.0, 0.5]) is 24.260151319598084.
    SliceFigures all =
        measure(new LabelledRows().add(0, true).add(1, false).add(.5, true).grouped())
            .all()
            .orElseThrow();
    assertThat(all.value(MetricNames.LOG_LOSS).orElseThrow())
        .isCloseTo(24.260151319598084, within(1e-9));
    is(all, MetricNames.AUC, 0);
  }

  @Test
  public void isTheSameToTheBitHoweverRowsArePartitioned() {
    LabelledRows rows = new LabelledRows();
    Random random = new Random(17);
    for (int row = 0; row < 2_000; row++) {
      rows.add(random.nextDouble(), random.nextInt(3) == 0, "r" + random.nextInt(4));
    }
    SlicedFigures one = measure(rows.partitions(1, "region"));
    assertThat(measure(rows.partitions(7, "region"))).isEqualTo(one);
    assertThat(measure(rows.partitions(50, "region"))).isEqualTo(one);
  }

  @Test
  public void ranksByTheGridWithinTheErrorThatItTells() {
    LabelledRows rows = new LabelledRows();
    Random random = new Random(18);
    long below = 0;
    double[] positive = new double[300];
    double[] negative = new double[300];
    for (int row = 0; row < 300; row++) {
      // A millionth apart, so that many pairs share a cell.
      positive[row] = .5 + random.nextInt(100) * 1e-7;
      negative[row] = .5 + random.nextInt(90) * 1e-7;
      rows.add(positive[row], true).add(negative[row], false);
    }
    for (double p : positive) {
      for (double n : negative) {
        below += n < p ? 2 : n == p ? 1 : 0;
      }
    }
    double exact = below / (2.0 * 300 * 300);
    SliceFigures all = measure(rows.grouped()).all().orElseThrow();
    double error = all.value(MetricNames.AUC_GRID_ERROR).orElseThrow();
    assertThat(error).isGreaterThan(.01);
    assertThat(all.value(MetricNames.AUC).orElseThrow()).isCloseTo(exact, within(error));
  }

  @Test
  public void tellsOneClassAndNeverNaN() {
    SliceFigures negative =
        measure(new LabelledRows().add(.2, false).add(.3, false).grouped()).all().orElseThrow();
    status(negative, MetricNames.AUC, Status.ONE_CLASS);
    status(negative, MetricNames.RECALL, Status.ONE_CLASS);
    status(negative, MetricNames.PRECISION, Status.EMPTY);
    is(negative, MetricNames.ACCURACY, 1);
    SliceFigures positive = measure(new LabelledRows().add(.2, true).grouped()).all().orElseThrow();
    status(positive, MetricNames.FALSE_POSITIVE_RATE, Status.ONE_CLASS);
    assertThat(positive.figure(MetricNames.LOG_LOSS).orElseThrow().interval()).isEmpty();
  }

  @Test
  public void hasNothingToTellOfNoRow() {
    assertThat(measure(new LabelledRows().grouped("region")).slices()).isEmpty();
  }

  @Test
  public void refusesScoresThatAreNoProbabilities() {
    for (double bad : new double[] {1.5, -.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      SliceFigures all = measure(twelve().add(bad, true).grouped()).all().orElseThrow();
      for (String metric :
          new String[] {
            MetricNames.AUC, MetricNames.LOG_LOSS, MetricNames.BRIER, MetricNames.ECE
          }) {
        status(all, metric, Status.OUT_OF_RANGE);
      }
      assertThat(all.value(MetricNames.ACCURACY)).as("score %s", bad).isPresent();
      assertThat(all.rows()).isEqualTo(13);
    }
  }

  @Test
  public void holdsGroupsAgainstTheMostSelected() {
    SlicedFigures told =
        measure(
            new LabelledRows()
                .group("north", 60, 120)
                .group("south", 20, 100)
                .group("islands", 9, 9)
                .grouped("region"));
    assertThat(told.groups("region"))
        .extracting(one -> one.slice().value())
        .containsExactly("north", "south", "islands");
    SliceFigures south = told.groups("region").get(1);
    is(south, MetricNames.SELECTION_RATE, .2);
    is(south, MetricNames.TRUE_POSITIVE_RATE, .2);
    is(south, MetricNames.FALSE_POSITIVE_RATE, .2);
    // scipy.stats.contingency.relative_risk(20, 100, 60, 120)
    is(south, MetricNames.IMPACT_RATIO, .4);
    Figure ratio = south.figure(MetricNames.IMPACT_RATIO).orElseThrow();
    assertThat(ratio.interval().orElseThrow().hi()).isCloseTo(.6154536001342367, within(1e-12));
    assertThat(ratio.method()).endsWith("against north");
  }

  @Test
  public void refusesToJudgeAGroupThatIsTooSmall() {
    SlicedFigures told =
        measure(new LabelledRows().group("north", 5, 20).group("islands", 9, 9).grouped("region"));
    SliceFigures islands = told.groups("region").get(1);
    assertThat(islands.rows()).isEqualTo(9);
    for (String metric :
        new String[] {
          MetricNames.SELECTION_RATE,
          MetricNames.TRUE_POSITIVE_RATE,
          MetricNames.FALSE_POSITIVE_RATE,
          MetricNames.CALIBRATION_GAP,
          MetricNames.IMPACT_RATIO
        }) {
      status(islands, metric, Status.TOO_FEW);
    }
    assertThat(told.groups("region").get(0).value(MetricNames.IMPACT_RATIO))
        .as("the small group, of which all are selected, is not what others are held against")
        .hasValue(1);
  }

  @Test
  public void namesAMissingGroup() {
    LabelledRows rows = new LabelledRows().group("north", 5, 20);
    for (int row = 0; row < 12; row++) {
      rows.add(.7, true, null);
    }
    assertThat(measure(rows.grouped("region")).groups("region"))
        .extracting(one -> one.slice().value())
        .containsExactly("north", "(missing)");
  }

  @Test
  public void tellsTheLargestGroupsAndHowManyItLeavesOut() {
    LabelledRows rows = new LabelledRows();
    for (int group = 0; group < 8; group++) {
      rows.group("g" + group, 1, 10 + group);
    }
    SlicedFigures told = new ClassifierOutcomes(3).measure(rows.grouped("region"), LEAST);
    assertThat(told.groups("region"))
        .extracting(one -> one.slice().value())
        .containsExactly("g7", "g6", "g5");
    assertThat(told.leftOut()).containsEntry("region", 5L);
    assertThat(told.all().orElseThrow().rows()).isEqualTo(108);
  }

  @Test
  public void tellsTheTenthsOfTheScoreFromWhichTheCalibrationErrorFollows() {
    SlicedFigures told = measure(twelve().grouped());
    double sum =
        told.groups(Slice.SCORE).stream()
            .mapToDouble(
                bin -> bin.rows() * Math.abs(bin.value(MetricNames.CALIBRATION_GAP).orElseThrow()))
            .sum();
    assertThat(sum / 12).isCloseTo(.19583333333333333, within(1e-12));
  }

  private static LabelledRows twelve() {
    LabelledRows rows = new LabelledRows();
    for (int row = 0; row < SCORES.length; row++) {
      rows.add(SCORES[row], OUTCOMES[row]);
    }
    return rows;
  }

  private static SlicedFigures measure(OutcomeRows rows) {
    return new ClassifierOutcomes(50).measure(rows, LEAST);
  }

  private static void is(SliceFigures slice, String metric, double value) {
    assertThat(slice.value(metric).orElseThrow()).as(metric).isCloseTo(value, within(1e-12));
  }

  private static void status(SliceFigures slice, String metric, Status status) {
    Figure figure = slice.figure(metric).orElseThrow();
    assertThat(figure.status()).as(metric).isEqualTo(status);
    assertThat(figure.value()).isEmpty();
    assertThat(figure.interval()).isEmpty();
  }
}
