package io.evenkeel.stage.training;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Freezes the reference profile of a training export, exactly: the profile does not depend on how
 * the rows are partitioned or ordered. What comes to the driver is bounded by the number of
 * features, see {@link NumericProfiling} and {@link CategoricalProfiling}.
 *
 * <p>Reads the rows four times: hand it a written table rather than a plan that is dear to run.
 */
public final class ReferenceProfiling {
  private ReferenceProfiling() {}

  /**
   * Returns the profile of every feature of the set, in the set's order.
   *
   * @param rows feature rows; columns that are no features are ignored
   * @param fingerprint fingerprint of the set's definition
   */
  public static ReferenceProfile profile(Dataset<Row> rows, FeatureSet set, String fingerprint) {
    Map<String, FeatureType> types = new LinkedHashMap<>();
    for (FeatureColumn column : set.columns()) {
      types.put(column.name(), column.type());
    }
    return profile(rows, types, set.name(), fingerprint);
  }

  /**
   * Returns the profile of the columns named, in the map's order.
   *
   * @param types type of each column to profile
   * @param name what the profile calls the set of columns
   * @param fingerprint what the profile calls their definition
   */
  public static ReferenceProfile profile(
      Dataset<Row> rows, Map<String, FeatureType> types, String name, String fingerprint) {
    long total = rows.count();
    Map<String, FeatureType> words = new LinkedHashMap<>(types);
    words.values().removeIf(FeatureType::numeric);
    List<String> numbers = types.keySet().stream().filter(x -> !words.containsKey(x)).toList();

    Map<String, FeatureProfile> profiles = new HashMap<>();
    NumericProfiling.profile(rows, numbers).forEach(each -> profiles.put(each.name(), each));
    CategoricalProfiling.profile(rows, words, total)
        .forEach(each -> profiles.put(each.name(), each));
    return ReferenceProfile.of(
        name, fingerprint, total, types.keySet().stream().map(profiles::get).toList());
  }
}
