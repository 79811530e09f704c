package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Counts rows whose first columns are the features, DOUBLE where numeric, else STRING; or batches
 * of columns, whose numbers are widened to DOUBLE. Numbers of rows are kept back until there are
 * {@value #BLOCK} of a feature and then counted together, because one feature's bins fit into the
 * processor's nearest cache and those of two hundred do not.
 *
 * <p>Not thread-safe: one per task.
 */
final class RowCounter {
  private static final int BLOCK = 512;

  private final ProfileCounter[] counters;
  private final double[][] kept; // by feature; empty where the feature is categorical
  private final int[] size;
  private double[] numbers = {};

  RowCounter(List<FeatureProfile> features) {
    this.counters = features.stream().map(ProfileCounter::of).toArray(ProfileCounter[]::new);
    this.kept = new double[counters.length][];
    this.size = new int[counters.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new double[features.get(i) instanceof Numeric ? BLOCK : 0];
    }
  }

  void add(InternalRow row) {
    for (int i = 0; i < counters.length; i++) {
      if (row.isNullAt(i)) {
        counters[i].addNull();
      } else if (kept[i].length > 0) {
        keep(i, row.getDouble(i));
      } else {
        counters[i].addText(row.getUTF8String(i).toString());
      }
    }
  }

  /**
   * Counts a batch.
   *
   * @param ordinals by feature, its column in the batch
   */
  void add(ColumnarBatch batch, int[] ordinals) {
    int rows = batch.numRows();
    if (numbers.length < rows) {
      numbers = new double[rows];
    }
    for (int i = 0; i < counters.length; i++) {
      ColumnVector column = batch.column(ordinals[i]);
      if (kept[i].length > 0) {
        int nulls = WidenedNumbers.read(column, rows, numbers);
        counters[i].addAll(numbers, rows - nulls);
        counters[i].addNulls(nulls);
      } else {
        addTexts(column, rows, counters[i]);
      }
    }
  }

  private static void addTexts(ColumnVector column, int rows, ProfileCounter counter) {
    for (int row = 0; row < rows; row++) {
      if (column.isNullAt(row)) {
        counter.addNull();
      } else {
        counter.addText(column.getUTF8String(row).toString());
      }
    }
  }

  private void keep(int feature, double value) {
    double[] block = kept[feature];
    block[size[feature]++] = value;
    if (size[feature] == block.length) {
      count(feature);
    }
  }

  private void count(int feature) {
    counters[feature].addAll(kept[feature], size[feature]);
    size[feature] = 0;
  }

  /** Returns the counts of all rows so far, by feature. */
  List<long[]> counts() {
    for (int feature = 0; feature < counters.length; feature++) {
      count(feature);
    }
    return Arrays.stream(counters).map(ProfileCounter::counts).toList();
  }
}
