package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.ImpactRatio;
import io.evenkeel.stage.outcome.measure.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds each group's selection rate against the greatest among the judged groups of its column.
 *
 * @param leastRows labelled rows that a group needs to be judged
 */
record GroupImpact(int leastRows) {

  /** Returns the slices, in their order, groups with their disparate impact ratio. */
  List<SliceFigures> add(List<SliceFigures> slices, Map<Slice, Tally> tallies) {
    List<SliceFigures> told = new ArrayList<>();
    for (SliceFigures one : slices) {
      told.add(
          one.slice().equals(Slice.ALL)
              ? one
              : one.with(ratio(one.slice(), greatest(one.slice().key(), tallies), tallies)));
    }
    return told;
  }

  /** The group with the greatest rate; of equal ones the larger, then the first by name. */
  private Optional<Slice> greatest(String key, Map<Slice, Tally> tallies) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().key().equals(key))
        .filter(entry -> entry.getValue().rows() >= leastRows)
        .max(
            Comparator.comparing(
                    (Map.Entry<Slice, Tally> entry) -> selected(entry.getValue()).value())
                .thenComparing(entry -> entry.getValue().rows())
                .thenComparing(entry -> entry.getKey().value(), Comparator.reverseOrder()))
        .map(Map.Entry::getKey);
  }

  private Figure ratio(Slice slice, Optional<Slice> greatest, Map<Slice, Tally> tallies) {
    Tally group = Objects.requireNonNull(tallies.get(slice));
    if (group.rows() < leastRows || greatest.isEmpty()) {
      return Figure.missing(
          MetricNames.IMPACT_RATIO, ImpactRatio.METHOD, group.rows(), Status.TOO_FEW);
    }
    String method = "%s; against %s".formatted(ImpactRatio.METHOD, greatest.get().value());
    Share other = selected(Objects.requireNonNull(tallies.get(greatest.get())));
    if (other.hits() == 0) {
      return Figure.missing(MetricNames.IMPACT_RATIO, method, group.rows(), Status.EMPTY);
    }
    if (greatest.get().equals(slice)) {
      return Figure.of(MetricNames.IMPACT_RATIO, method, 1, Optional.empty(), group.rows());
    }
    ImpactRatio ratio = new ImpactRatio(selected(group), other);
    return Figure.of(
        MetricNames.IMPACT_RATIO, method, ratio.value(), ratio.interval(), group.rows());
  }

  private static Share selected(Tally tally) {
    return new Share(tally.predictedPositives(), tally.rows());
  }
}
