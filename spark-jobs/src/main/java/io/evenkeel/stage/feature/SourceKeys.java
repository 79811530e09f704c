package io.evenkeel.stage.feature;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Resolves what a source has to say about the keys of the spine. */
final class SourceKeys {
  private SourceKeys() {}

  /** Returns the key's column over the source, or empty where the spine has no such key. */
  static Optional<Column> resolve(
      String source,
      String key,
      String sql,
      Map<String, DataType> spineKeys,
      Dataset<Row> derived,
      Resolver resolver) {
    DataType type = spineKeys.get(key);
    String setting = source + ".keys." + key;
    if (type == null) {
      resolver.problem(
          setting, "is not a key of the spine; possible are %s".formatted(spineKeys.keySet()));
      return Optional.empty();
    }
    return Optional.of(KeyTypes.cast(setting, sql, type, derived, resolver));
  }
}
