package io.evenkeel.job;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.Reason;
import io.evenkeel.settings.EarlyRows;
import io.evenkeel.stage.sink.RowTally;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tells rows that a run of its cut-off could not have scored: their prediction moment had not come.
 * What they would see is less than what a training row sees.
 */
record PredictionMoments(CutOff cutOff, EarlyRows policy) {
  /**
   * The rows that a run must give an outcome.
   *
   * @param early of these, how many have a prediction moment after the cut-off
   */
  record Counted(RowTally spine, long early) {}

  /** Counts a spine in one pass. */
  Counted count(Dataset<Row> spine) {
    Map<Boolean, RowTally> byEarliness = RowTally.by(spine, spine.col(FeatureRows.ROW_ID), early());
    RowTally early = byEarliness.getOrDefault(true, RowTally.NONE);
    RowTally others = byEarliness.getOrDefault(false, RowTally.NONE);
    return new Counted(early.plus(others), early.rows());
  }

  /** Returns feature rows, those in breach that come too early and are to go to quarantine. */
  Dataset<Row> judged(Dataset<Row> rows) {
    if (policy != EarlyRows.QUARANTINE || cutOff.at().isEmpty()) {
      return rows;
    }
    Column breach =
        struct(
            lit(FeatureRows.AS_OF).as("column"),
            lit(Reason.BEFORE_PREDICTION_MOMENT.word()).as("reason"),
            col(FeatureRows.AS_OF).cast("string").as("value"));
    Column breaches = col(FeatureRows.BREACHES);
    return rows.withColumn(
        FeatureRows.BREACHES, when(early(), concat(breaches, array(breach))).otherwise(breaches));
  }

  /**
   * Refuses a run with rows that come too early, where the policy says so.
   *
   * @throws EvenkeelException with fault RETRYABLE: when the tables are newer, it may be run
   */
  void require(Counted counted) {
    if (policy == EarlyRows.REFUSE && counted.early() > 0) {
      throw EvenkeelException.of(
              Fault.RETRYABLE,
              "%,d of %,d rows have a prediction moment after the cut-off %s: what is known by then is not in the tables yet"
                  .formatted(counted.early(), counted.spine().rows(), cutOff))
          .safe("nothing was claimed or published; an earlier result of that day stays")
          .next(
              "run again when the tables are loaded up to then; name what they hold with --cutoff, or"
                  + " set evenkeel.score.before_prediction_moment to quarantine or flag");
    }
  }

  /** Returns what of this decides a row's outcome, and so is part of the run's key. */
  String key() {
    return policy == EarlyRows.QUARANTINE ? "quarantine after " + cutOff.at() : "";
  }

  private Column early() {
    return cutOff.at().map(at -> col(FeatureRows.AS_OF).gt(lit(at))).orElse(lit(false));
  }
}
