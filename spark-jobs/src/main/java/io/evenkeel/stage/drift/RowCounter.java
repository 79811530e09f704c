package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ProfileCounter;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Counts rows whose first columns are the features: DOUBLE where numeric, else STRING. */
final class RowCounter {
  private final ProfileCounter[] counters;
  private final boolean[] numeric;

  RowCounter(List<FeatureProfile> features) {
    this.counters = features.stream().map(ProfileCounter::of).toArray(ProfileCounter[]::new);
    this.numeric = new boolean[counters.length];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = features.get(i) instanceof Numeric;
    }
  }

  void add(InternalRow row) {
    for (int i = 0; i < counters.length; i++) {
      if (row.isNullAt(i)) {
        counters[i].addNull();
      } else if (numeric[i]) {
        counters[i].add(row.getDouble(i));
      } else {
        counters[i].addText(row.getUTF8String(i).toString());
      }
    }
  }

  List<long[]> counts() {
    return Arrays.stream(counters).map(ProfileCounter::counts).toList();
  }
}
