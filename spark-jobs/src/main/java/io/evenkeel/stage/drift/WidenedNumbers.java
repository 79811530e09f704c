package io.evenkeel.stage.drift;

import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Numbers of a column as DOUBLE: widened as Spark's CAST widens them, which is exact for all but
 * LONG, whose nearest double it takes.
 */
final class WidenedNumbers {
  private WidenedNumbers() {}

  /** Returns whether numbers of that type are read. */
  static boolean knows(DataType type) {
    return type instanceof DoubleType
        || type instanceof FloatType
        || type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  /**
   * Reads the numbers of {@code column}, from its first row, into {@code numbers}.
   *
   * @return how many rows were null; they are left out
   */
  static int read(ColumnVector column, int rows, double[] numbers) {
    int read = 0;
    boolean nullable = column.hasNull();
    DataType type = column.dataType();
    for (int row = 0; row < rows; row++) {
      if (!nullable || !column.isNullAt(row)) {
        numbers[read++] = number(column, type, row);
      }
    }
    return rows - read;
  }

  // The type is the same for a whole column, which the processor's branch prediction sees.
  private static double number(ColumnVector column, DataType type, int row) {
    if (type instanceof DoubleType) {
      return column.getDouble(row);
    }
    if (type instanceof FloatType) {
      return column.getFloat(row);
    }
    if (type instanceof LongType) {
      return column.getLong(row);
    }
    if (type instanceof IntegerType) {
      return column.getInt(row);
    }
    return type instanceof ShortType ? column.getShort(row) : column.getByte(row);
  }
}
