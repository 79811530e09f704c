package io.evenkeel.model;

import java.util.List;
import java.util.Optional;

/**
 * One input tensor of shape {@code [rows, features]}, or {@code [rows]} where the model says so and
 * there is one feature.
 *
 * @param tensor its name in the graph
 * @param features which feature each position of a row holds, in tensor order; at least one
 * @param missing the text that stands for a missing value; only for {@link ElementType#STRING}
 */
public record ModelInput(
    String tensor, ElementType element, List<String> features, Optional<String> missing) {
  /** Copies the list. */
  public ModelInput {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("Input '%s' carries no feature".formatted(tensor));
    }
    if (missing.isPresent() && element != ElementType.STRING) {
      throw new IllegalArgumentException(
          "Input '%s' of %s declares a text for missing values; only string inputs have one"
              .formatted(tensor, element.word()));
    }
  }

  /** Tells whether a missing value has a place in this tensor. */
  public boolean holdsMissing() {
    return element.holdsNaN() || missing.isPresent();
  }
}
