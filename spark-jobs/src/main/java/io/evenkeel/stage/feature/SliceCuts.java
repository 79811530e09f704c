package io.evenkeel.stage.feature;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Instants at which the time of a key is cut into slices, ascending and different from each other.
 * A slice begins with a cut, and holds what is before the next; what is before the first cut is a
 * slice too. SQL has no search in a sorted array, so the search is Java's. Public, since generated
 * code calls it. Thread-safe: there is no state.
 */
public final class SliceCuts {
  private SliceCuts() {}

  /** Returns the start of the slice that holds an instant; null where {@code cuts} is null. */
  static Column start(Column time, Column cuts) {
    return call("startOf", time, cuts);
  }

  /** Returns the end of the slice that holds an instant; null where {@code cuts} is null. */
  static Column end(Column time, Column cuts) {
    return call("endOf", time, cuts);
  }

  /**
   * Returns the last cut that is not after an instant; the least {@code long} where there is none.
   */
  public static long startOf(long time, ArrayData cuts) {
    int after = firstAfter(time, cuts);
    return after == 0 ? Long.MIN_VALUE : cuts.getLong(after - 1);
  }

  /** Returns the first cut after an instant; the greatest {@code long} where there is none. */
  public static long endOf(long time, ArrayData cuts) {
    int after = firstAfter(time, cuts);
    return after == cuts.numElements() ? Long.MAX_VALUE : cuts.getLong(after);
  }

  private static int firstAfter(long time, ArrayData cuts) {
    int low = 0;
    int high = cuts.numElements();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cuts.getLong(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Column call(String method, Column time, Column cuts) {
    Seq<Expression> arguments =
        CollectionConverters.asScala(
                List.of(ExpressionUtils.expression(time), ExpressionUtils.expression(cuts)))
            .toSeq();
    return ExpressionUtils.column(
        new StaticInvoke(
            SliceCuts.class,
            DataTypes.LongType,
            method,
            arguments,
            CollectionConverters.asScala(List.<AbstractDataType>of()).toSeq(),
            /* propagateNull= */ true,
            /* returnNullable= */ false,
            /* isDeterministic= */ true,
            Option.empty()));
  }
}
