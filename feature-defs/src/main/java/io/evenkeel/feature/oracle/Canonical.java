package io.evenkeel.feature.oracle;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Source;
import io.evenkeel.feature.ValuePolicy.Nan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of an event source such that equal SQL values are equal Java objects. */
final class Canonical {
  private final boolean delayed;
  private final Set<String> nanIsNull;

  Canonical(FeatureSet set, Source.Events source) {
    this.delayed = source.availability() instanceof Source.Availability.Delay;
    this.nanIsNull =
        set.columns().stream()
            .filter(column -> column instanceof Aggregated)
            .filter(column -> column.policy().nan() == Nan.MISSING)
            .map(FeatureColumn::name)
            .collect(Collectors.toSet());
  }

  /** Returns the event; NaN arguments of columns that take them as missing are left out. */
  OracleEvent event(OracleEvent event) {
    Map<String, Object> arguments =
        Values.canonical(event.arguments()).entrySet().stream()
            .filter(
                entry -> !(nanIsNull.contains(entry.getKey()) && Values.isNan(entry.getValue())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<String, List<Optional<Object>>> order =
        event.order().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> Values.canonical(entry.getValue())));
    return new OracleEvent(
        event.eventTime(),
        delayed ? Optional.empty() : event.knownAt(),
        Values.canonical(event.keys()),
        Values.canonical(event.dedupKey()),
        event.where(),
        arguments,
        order);
  }

  /** Returns the state with canonical keys. */
  static OracleState state(OracleState state) {
    return new OracleState(
        state.knownAt(),
        state.from(),
        state.to(),
        Values.canonical(state.keys()),
        state.where(),
        state.values());
  }

  /** Returns the row with canonical keys. */
  static OracleSpineRow row(OracleSpineRow row) {
    return new OracleSpineRow(row.rowId(), row.date(), row.asOf(), Values.canonical(row.keys()));
  }
}
