package io.evenkeel.stage.scoring;

import io.evenkeel.feature.Reason;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Why a row cannot be scored, found here and not by the feature engine.
 *
 * @param column the feature, or {@code score} where the model is the reason
 * @param value what was found, as text
 */
record Breach(String column, Reason reason, String value) {
  /** Returns this breach alone, as the array that a column of breaches holds. */
  GenericArrayData array() {
    InternalRow struct =
        new GenericInternalRow(
            new Object[] {
              UTF8String.fromString(column),
              UTF8String.fromString(reason.word()),
              UTF8String.fromString(value)
            });
    return new GenericArrayData(new Object[] {struct});
  }
}
