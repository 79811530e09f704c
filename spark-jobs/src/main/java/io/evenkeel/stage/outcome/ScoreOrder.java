package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.RankSums;
import io.evenkeel.stage.outcome.measure.ScoreBin;
import java.util.List;
import java.util.Optional;

/**
 * What the order of all rows by score tells, of the rows whose score is a probability.
 *
 * @param bins tenths of the score that have a row
 * @param ranks sums over ranks; empty where there is but one class
 */
record ScoreOrder(List<ScoreBin> bins, Optional<RankSums> ranks) {
  ScoreOrder {
    bins = List.copyOf(bins);
  }
}
