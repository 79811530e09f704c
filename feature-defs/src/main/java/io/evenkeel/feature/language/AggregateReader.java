package io.evenkeel.feature.language;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.FeatureType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code agg}, {@code empty} and {@code scale} of a column or label. */
final class AggregateReader {
  /** The settings of an aggregate. */
  static final List<String> SETTINGS = List.of("agg", "empty", "scale");

  /** Most digits after the point that leave a decimal of 38 digits room before it. */
  private static final int FINEST_SCALE = 18;

  private static final Set<Function> SCALED = Set.of(Function.SUM, Function.AVG, Function.STDDEV);

  private AggregateReader() {}

  static Aggregate read(Section block, FeatureType type) {
    AggregateText text = AggregateText.read(block);
    result(block, text, type);
    return new Aggregate(
        text.function(),
        text.argument(),
        text.comparison(),
        empty(block, text, type),
        scale(block, text));
  }

  private static void result(Section block, AggregateText text, FeatureType type) {
    boolean compares = text.comparison().isPresent();
    if (compares && type != FeatureType.BOOL && !type.numeric()) {
      block.problem(
          "type",
          "found '%s', but the comparison in agg is true or false; possible are bool and the numbers, where true is 1"
              .formatted(type.word()));
    } else if (!compares && text.counts() && !type.numeric()) {
      block.problem(
          "type",
          "found '%s', but agg is a number; possible are float32, float64, int8, int32 and int64"
              .formatted(type.word()));
    }
  }

  /** Returns the value of an empty window as a SQL literal: it stands before the comparison. */
  private static Optional<String> empty(Section block, AggregateText aggregate, FeatureType type) {
    boolean counting =
        aggregate.function() == Function.COUNT || aggregate.function() == Function.COUNT_DISTINCT;
    if (counting && !block.has("empty")) {
      block.missing("empty", "0, or missing where no event must not count as zero events");
    }
    Optional<String> empty =
        block.text("empty").map(String::strip).filter(value -> !value.equals("missing"));
    FeatureType standsFor = comparedType(aggregate, type);
    if (empty.isPresent() && !Literals.fits(standsFor, empty.get())) {
      block.problem(
          "empty",
          "found '%s'; possible is %s, or missing"
              .formatted(empty.get(), Literals.possible(standsFor)));
    }
    boolean text = standsFor == FeatureType.STRING || standsFor == FeatureType.CATEGORY;
    return empty.map(value -> text ? Literals.quoted(value) : Literals.canonical(standsFor, value));
  }

  /** Returns the type of what the aggregate gives before it is compared. */
  private static FeatureType comparedType(AggregateText aggregate, FeatureType type) {
    return aggregate
        .comparison()
        .map(
            comparison ->
                Literals.number(comparison.literal()).isPresent()
                    ? FeatureType.FLOAT64
                    : FeatureType.STRING)
        .orElse(type);
  }

  private static Optional<Integer> scale(Section block, AggregateText text) {
    if (block.has("scale") && !SCALED.contains(text.function())) {
      block.problem("scale", "is for sum, avg and stddev only");
    }
    return block.parsed(
        "scale",
        "a whole number from 0 to " + FINEST_SCALE,
        value ->
            Optional.of(value.strip())
                .filter(digits -> digits.matches("\\d{1,2}"))
                .map(Integer::valueOf)
                .filter(digits -> digits <= FINEST_SCALE));
  }
}
