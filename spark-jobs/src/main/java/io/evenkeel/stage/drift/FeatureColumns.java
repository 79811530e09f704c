package io.evenkeel.stage.drift;

import io.evenkeel.columnar.PlainScan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Features that are columns of a scan, or numbers of one that are only to be widened to DOUBLE,
 * which {@link WidenedNumbers} does while it reads. Immutable.
 *
 * @param scan what reads
 * @param ordinals by feature, its column among those read
 */
record FeatureColumns(PlainScan scan, List<Integer> ordinals) {
  /** Keeps its own copy of the list. */
  FeatureColumns {
    ordinals = List.copyOf(ordinals);
  }

  /** Finds the columns of a plan; empty where Spark has to compute one, or reads rows. */
  static Optional<FeatureColumns> of(SparkPlan plan) {
    return PlainScan.of(plan).flatMap(FeatureColumns::of);
  }

  private static Optional<FeatureColumns> of(PlainScan scan) {
    List<OptionalInt> ordinals =
        scan.wanted().stream().map(wanted -> scan.ordinal(widened(wanted))).toList();
    return ordinals.stream().allMatch(OptionalInt::isPresent)
        ? Optional.of(
            new FeatureColumns(scan, ordinals.stream().map(OptionalInt::getAsInt).toList()))
        : Optional.empty();
  }

  private static Expression widened(Expression wanted) {
    return wanted instanceof Cast cast
            && cast.dataType().equals(DataTypes.DoubleType)
            && WidenedNumbers.knows(cast.child().dataType())
        ? cast.child()
        : wanted;
  }

  /** Returns the scan's batches; they are read when a task asks for them. */
  JavaRDD<ColumnarBatch> batches() {
    return scan.batches();
  }
}
