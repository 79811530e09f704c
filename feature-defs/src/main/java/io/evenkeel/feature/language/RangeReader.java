package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.ValuePolicy.Range;
import java.util.List;
import java.util.Optional;

/** Reads {@code range = [least, greatest]}. */
final class RangeReader {
  private static final String POSSIBLE =
      "two numbers [least, greatest], where -inf and inf leave a side open";

  private RangeReader() {}

  /**
   * Returns the range, or empty where there is none.
   *
   * @param clips whether a bound takes the place of a value, so that it must fit the type
   */
  static Optional<Range> read(Section column, FeatureType type, boolean clips) {
    Optional<List<String>> range = column.texts("range");
    if (range.isEmpty()) {
      return Optional.empty();
    }
    if (!type.numeric()) {
      column.problem("range", "is for numbers only, but the type is %s".formatted(type.word()));
      return Optional.empty();
    }
    List<Double> bounds = range.get().stream().flatMap(text -> bound(text).stream()).toList();
    if (range.get().size() != 2 || bounds.size() != 2 || bounds.get(0) > bounds.get(1)) {
      column.problem("range", "found %s; possible are %s".formatted(range.get(), POSSIBLE));
      return Optional.empty();
    }
    for (String bound : range.get()) {
      if (clips && Literals.number(bound).isPresent() && !Literals.fits(type, bound)) {
        column.problem(
            "range",
            "found the bound %s, which takes the place of values; possible is %s"
                .formatted(bound, Literals.possible(type)));
      }
    }
    return Optional.of(new Range(bounds.get(0), bounds.get(1)));
  }

  private static Optional<Double> bound(String text) {
    return switch (text.strip()) {
      case "inf" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
      default -> Literals.number(text).map(Number::doubleValue).filter(Double::isFinite);
    };
  }
}
