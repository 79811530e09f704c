package io.evenkeel.profile;

import java.util.HashMap;
import java.util.Map;

/** Counts words. */
final class CategoryCounter extends ProfileCounter {
  private final Map<String, Integer> positions;
  private final BinLayout layout;

  CategoryCounter(FeatureProfile.Categorical feature) {
    super(feature);
    this.layout = feature.layout();
    this.positions = new HashMap<>();
    for (int position = 0; position < layout.bins(); position++) {
      positions.put(feature.categories().get(position), position);
    }
  }

  @Override
  public void addText(String value) {
    increment(positions.getOrDefault(value, layout.unseenBin()));
  }
}
