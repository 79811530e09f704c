package io.evenkeel.feature.oracle;

import java.util.List;
import java.util.Map;

/**
 * The features of a spine row.
 *
 * @param values final values by name: Float, Double, Byte, Integer, Long, Boolean or String, as the
 *     feature's type says; those that are null are left out
 * @param breaches why the row must not be scored: of the row itself first, then by name of the
 *     feature, one for each
 * @param flags values that are recorded and scored all the same, by name of the feature
 */
public record OracleFeatures(
    Map<String, Object> values, List<Judgement> breaches, List<Judgement> flags) {
  /** Copies the collections. */
  public OracleFeatures {
    values = Map.copyOf(values);
    breaches = List.copyOf(breaches);
    flags = List.copyOf(flags);
  }
}
