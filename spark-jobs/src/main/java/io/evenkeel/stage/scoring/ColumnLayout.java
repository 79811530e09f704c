package io.evenkeel.stage.scoring;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Where each column of {@link InputRow} is in the batches of a scan.
 *
 * @param ordinals position in a batch; {@value #CONSTANT} for what is the same in every row
 * @param asOf the moment of prediction of every row, where the scan does not have it
 */
record ColumnLayout(List<Integer> ordinals, long asOf) implements Serializable {
  /** Stands for a column that the plan makes from a literal and the scan does not have. */
  static final int CONSTANT = -1;

  /** Copies the list. */
  ColumnLayout {
    ordinals = List.copyOf(ordinals);
  }

  /** Returns the columns that are the same in every batch, in their places; others are null. */
  @Nullable ColumnVector[] constants() {
    @Nullable ColumnVector[] columns = new @Nullable ColumnVector[ordinals.size()];
    for (int i = 0; i < columns.length; i++) {
      if (ordinals.get(i) == CONSTANT) {
        columns[i] = i == InputRow.AS_OF ? time() : noBreaches();
      }
    }
    return columns;
  }

  /** Puts the columns of a batch into their places. */
  void select(ColumnarBatch batch, @Nullable ColumnVector[] columns) {
    for (int i = 0; i < columns.length; i++) {
      if (ordinals.get(i) != CONSTANT) {
        columns[i] = batch.column(ordinals.get(i));
      }
    }
  }

  private ColumnVector time() {
    ConstantColumnVector vector = new ConstantColumnVector(1, DataTypes.TimestampType);
    vector.setNotNull();
    vector.setLong(asOf);
    return vector;
  }

  private static ColumnVector noBreaches() {
    ConstantColumnVector vector =
        new ConstantColumnVector(1, StagedSchema.TYPE.apply(StagedSchema.BREACHES).dataType());
    vector.setNotNull();
    vector.setArray(new ColumnarArray(new OnHeapColumnVector(0, DataTypes.NullType), 0, 0));
    return vector;
  }
}
