package io.evenkeel.model.onnx;

import java.util.Optional;
import java.util.Random;

/** The place of a text. A missing value is the text that is declared for it, if one is. */
abstract class TextSlot extends FeatureSlot {
  private final Optional<String> missing;

  /**
   * A place.
   *
   * @param missing what stands for a missing value
   */
  TextSlot(Optional<String> missing) {
    this.missing = missing;
  }

  @Override
  void putSample(int row, Random random) {
    putText(row, "");
  }

  @Override
  public final boolean holdsMissing() {
    return missing.isPresent();
  }

  @Override
  public final void putMissing(int row) {
    putText(row, missing.orElseThrow());
  }
}
