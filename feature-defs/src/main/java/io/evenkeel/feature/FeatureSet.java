package io.evenkeel.feature;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature set: the one definition that training exports and scoring runs both apply.
 *
 * @param name the set's name, a SQL identifier
 * @param version starts at 1
 * @param timezone the zone in which SQL expressions read dates and wall clocks
 * @param spine the rows to score
 * @param sources by name, in the definition's order
 * @param columns the features, ordered by name: the order in exports and in scoring; at least one
 * @param label the label; empty for a set that only scores
 */
public record FeatureSet(
    String name,
    int version,
    ZoneId timezone,
    Spine spine,
    Map<String, Source> sources,
    List<FeatureColumn> columns,
    Optional<Label> label) {

  /** Copies the collections, keeping their order. */
  public FeatureSet {
    Identifiers.require("feature set", name);
    if (version < 1) {
      throw new IllegalArgumentException(
          "Version of feature set '%s' is %d; versions start at 1".formatted(name, version));
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Feature set '%s' has no column".formatted(name));
    }
    sources = Ordered.copy(sources);
    columns = columns.stream().sorted(Comparator.comparing(FeatureColumn::name)).toList();
  }
}
