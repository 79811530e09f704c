package io.evenkeel.profile;

/** Counts numbers. */
final class NumericCounter extends ProfileCounter {
  private final EdgeIndex index;
  private final Summary summary;
  private final BinLayout layout;

  NumericCounter(FeatureProfile.Numeric feature) {
    super(feature);
    this.index = new EdgeIndex(feature.edges());
    this.summary = feature.summary();
    this.layout = feature.layout();
  }

  @Override
  public void add(double value) {
    if (Double.isNaN(value)) {
      increment(layout.nanBin());
      return;
    }
    increment(index.binOf(value));
    if (summary.above(value)) {
      increment(layout.belowMin());
    } else if (summary.below(value)) {
      increment(layout.aboveMax());
    }
  }
}
