package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureColumn.Expression;
import io.evenkeel.feature.FeatureColumn.LookedUp;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.ExpressionOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts into words how a value was computed, before its policy. */
record Tracing(FeatureSet set) {

  /**
   * Returns the sentence.
   *
   * @param used final values of the features computed so far
   */
  String step(
      FeatureColumn column,
      Computed computed,
      List<Candidate> candidates,
      Map<String, Object> used) {
    if (column instanceof Expression expression) {
      String inputs =
          ExpressionOrder.uses(column, set.columns()).stream()
              .map(name -> "%s = %s".formatted(name, shown(Optional.ofNullable(used.get(name)))))
              .collect(Collectors.joining(", "));
      return "%s%s: %s"
          .formatted(
              expression.expression(),
              inputs.isEmpty() ? "" : " with " + inputs,
              shown(computed.value()));
    }
    return column instanceof Aggregated aggregated
        ? step(aggregated.aggregate(), computed, candidates)
        : "%s of %s: %s"
            .formatted(
                ((LookedUp) column).expression(),
                counted(candidates) == 0 ? "no state" : "the state that is valid",
                shown(computed.value()));
  }

  /** Returns the sentence of an aggregate. */
  static String step(Aggregate aggregate, Computed computed, List<Candidate> candidates) {
    long counted = counted(candidates);
    String function =
        "%s(%s)%s"
            .formatted(
                aggregate.function().name().toLowerCase(java.util.Locale.ROOT),
                aggregate.argument(),
                aggregate.comparison().map(c -> " " + c.operator() + " " + c.literal()).orElse(""));
    if (counted == 0) {
      return "%s of no event, empty = %s: %s"
          .formatted(function, aggregate.empty().orElse("missing"), shown(computed.value()));
    }
    return "%s of %d event%s: %s"
        .formatted(function, counted, counted == 1 ? "" : "s", shown(computed.value()));
  }

  private static long counted(List<Candidate> candidates) {
    return candidates.stream().filter(candidate -> candidate.verdict().counts()).count();
  }

  private static String shown(Optional<Object> value) {
    return value.map(Object::toString).orElse("missing");
  }
}
