package io.evenkeel.stage.training;

import io.evenkeel.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How well one feature alone tells rows with a high label from the others: {@code P(x+ > x-) + P(x+
 * = x-) / 2} for a positive and another row drawn at random (Mann and Whitney 1947), over the bins
 * of the feature's profile, whose rows count as equal. In [0.5, 1]: a feature that orders rows the
 * other way round tells as much. Missing values stand together at one end, whichever tells more;
 * categories stand in the order of their share of positives, which with few rows for each category
 * overstates. What is neither rising nor falling is not found.
 */
public final class SingleFeatureAuc {
  private record Group(long positives, long others) {
    double share() {
      return (double) positives / (positives + others);
    }
  }

  private SingleFeatureAuc() {}

  /**
   * Returns the area of a feature.
   *
   * @param profile of all rows, with their counts
   * @param positives counts of the rows with a high label, in the profile's layout
   * @return 0.5 where one of the two kinds of rows is not there
   */
  public static double of(FeatureProfile profile, long[] positives) {
    int bins = profile.layout().bins();
    List<Group> values = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      values.add(group(profile, positives, bin, bin + 1));
    }
    Group missing = group(profile, positives, bins, profile.layout().partition());
    if (!(profile instanceof FeatureProfile.Numeric)) {
      values.add(missing);
      values.removeIf(group -> group.positives() + group.others() == 0);
      values.sort(Comparator.comparingDouble(Group::share));
      return area(values);
    }
    List<Group> last = new ArrayList<>(values);
    last.add(missing);
    List<Group> first = new ArrayList<>(List.of(missing));
    first.addAll(values);
    return Math.max(eitherWay(last), eitherWay(first));
  }

  private static Group group(FeatureProfile profile, long[] positives, int from, int to) {
    long chosen = 0;
    for (int position = from; position < to; position++) {
      chosen += positives[position];
    }
    return new Group(chosen, profile.counts().sum(from, to) - chosen);
  }

  private static double eitherWay(List<Group> groups) {
    List<Group> reversed = new ArrayList<>(groups);
    Collections.reverse(reversed);
    return Math.max(area(groups), area(reversed));
  }

  private static double area(List<Group> groups) {
    long othersBelow = 0;
    double won = 0;
    long positives = 0;
    for (Group group : groups) {
      won += group.positives() * (othersBelow + group.others() / 2.0);
      othersBelow += group.others();
      positives += group.positives();
    }
    return positives == 0 || othersBelow == 0 ? 0.5 : won / positives / othersBelow;
  }
}
