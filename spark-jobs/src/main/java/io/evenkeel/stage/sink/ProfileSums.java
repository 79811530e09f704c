package io.evenkeel.stage.sink;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Sums each position of each profile over the tasks, for all rows and for each slice. */
final class ProfileSums {
  /** What is summed: of another length, counts are of other bins. */
  private record Profile(String key, String value, String feature, int length)
      implements Serializable {
    Slice slice() {
      return new Slice(key, value);
    }
  }

  private ProfileSums() {}

  /** Returns the sums of rows of the kind {@link StagedRows#PROFILE}. */
  static SlicedCounts of(Dataset<Row> profiles) {
    var parts =
        (org.apache.spark.sql.classic.Dataset<Row>)
            profiles.select(
                coalesce(col("column"), lit(Slice.ALL.key())),
                coalesce(col("value"), lit(Slice.ALL.value())),
                col("profile_feature"),
                col("profile_counts"));
    Map<Slice, Map<String, long[]>> counts = new LinkedHashMap<>();
    counts.put(Slice.ALL, new TreeMap<>());
    parts
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapToPair(ProfileSums::part)
        .reduceByKey(ProfileSums::sum)
        .collect()
        .forEach(part -> put(counts, part._1(), part._2()));
    return new SlicedCounts(counts);
  }

  private static Tuple2<Profile, long[]> part(InternalRow row) {
    long[] counts = row.getArray(3).toLongArray();
    return new Tuple2<>(
        new Profile(row.getString(0), row.getString(1), row.getString(2), counts.length), counts);
  }

  private static long[] sum(long[] left, long[] right) {
    long[] sum = new long[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  private static void put(Map<Slice, Map<String, long[]>> counts, Profile profile, long[] summed) {
    Map<String, long[]> ofSlice = counts.computeIfAbsent(profile.slice(), slice -> new TreeMap<>());
    long[] other = ofSlice.getOrDefault(profile.feature(), summed);
    if (other.length != summed.length) {
      throw EvenkeelException.of(
          Fault.INTERNAL,
          "Tasks counted the profile of '%s' in %d and in %d positions"
              .formatted(profile.feature(), other.length, summed.length));
    }
    ofSlice.put(profile.feature(), summed);
  }
}
