package io.evenkeel.stage.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import io.evenkeel.disk.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A hash of a table's rows that does not depend on their order, their files or their partitions.
 *
 * <p>Recipe, so that anyone can recompute it: each value as text ({@code CAST(x AS STRING)},
 * timestamps as microseconds since 1970, null as the character U+0000), joined by U+001F in the
 * order of columns; the SHA-256 of that in hexadecimal; its eight words of eight digits each summed
 * over all rows as decimals; the SHA-256 of the row count and the eight sums, joined by commas.
 */
final class DataHash {
  private static final int WORDS = 8;
  private static final int DIGITS = 8;
  private static final String SEPARATOR = "\u001f";
  private static final String NULL = "\u0000";

  private DataHash() {}

  /** Returns the hash, 64 lower-case hex digits, in one pass. */
  static String of(Dataset<Row> rows) {
    Column[] texts =
        Arrays.stream(rows.schema().fields()).map(DataHash::text).toArray(Column[]::new);
    Dataset<Row> hashed = rows.select(sha2(concat_ws(SEPARATOR, texts), 256).as("hash"));
    List<Column> sums = new ArrayList<>();
    for (int word = 0; word < WORDS; word++) {
      Column number =
          conv(substring(col("hash"), word * DIGITS + 1, DIGITS), 16, 10).cast("decimal(20,0)");
      sums.add(coalesce(sum(number), lit(0)).cast("string"));
    }
    Row row =
        hashed.agg(functions.count(lit(1)).cast("string"), sums.toArray(Column[]::new)).first();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i <= WORDS; i++) {
      parts.add(row.getString(i));
    }
    return Sha256.of(String.join(",", parts));
  }

  private static Column text(StructField field) {
    Column value = col("`" + field.name() + "`");
    Column plain =
        field.dataType().equals(DataTypes.TimestampType) ? functions.unix_micros(value) : value;
    return coalesce(plain.cast("string"), lit(NULL));
  }
}
