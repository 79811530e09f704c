package io.evenkeel.stage.feature;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Types of keys. Both sides of a match have the declared type or a narrower integer; text never
 * meets a number, so {@code '1'} is not {@code 1} and {@code '01'} is not {@code '1'}.
 */
final class KeyTypes {
  private KeyTypes() {}

  /** Returns the declared type, or a stand-in after noting that there is none of that name. */
  static DataType parse(String setting, String declared, Resolver resolver) {
    try {
      DataType type = ofDdl(declared);
      if (Sql.integral(type)
          || type.equals(DataTypes.StringType)
          || type.equals(DataTypes.DateType)) {
        return type;
      }
    } catch (ParseException e) {
      // Told below, together with types that exist but cannot be keys.
    }
    resolver.problem(
        setting, "is of type '%s'; possible are string, int, bigint, date".formatted(declared));
    return DataTypes.StringType;
  }

  /** Scala does not declare what it throws. */
  @SuppressWarnings("RedundantThrows")
  private static DataType ofDdl(String declared) throws ParseException {
    return DataType.fromDDL(declared);
  }

  /** Returns the expression as a key of that type; any other type of expression is noted. */
  static Column cast(
      String setting, String sql, DataType key, Dataset<Row> over, Resolver resolver) {
    return resolver
        .resolve(
            setting,
            sql,
            over,
            Map.of(),
            type -> meets(type, key),
            "%s, or a cast to it".formatted(key.sql()))
        .column()
        .cast(key);
  }

  private static boolean meets(DataType type, DataType key) {
    return type.equals(key)
        || (Sql.integral(type) && Sql.integral(key) && type.defaultSize() <= key.defaultSize());
  }
}
