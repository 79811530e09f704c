package io.evenkeel.model;

import io.evenkeel.feature.FeatureType;

/** A feature that the model was trained with. */
public record ModelFeature(String name, FeatureType type) {
  @Override
  public String toString() {
    return name + " " + type.word();
  }
}
