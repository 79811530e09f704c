package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** Settings that are a type, a whole number or a time zone. */
final class Types {
  /** What a time zone may look like, for messages. */
  static final String ZONES = "a time zone such as \"UTC\" or \"America/New_York\"";

  private Types() {}

  /** Returns the setting {@code type}; where it is missing or wrong, that is a problem. */
  static FeatureType read(Section block) {
    var words = Arrays.stream(FeatureType.values()).map(FeatureType::word).toList();
    return block.required(
        "type", "one of " + words, word -> FeatureType.ofWord(word.strip()), FeatureType.FLOAT64);
  }

  /** Returns a whole number within bounds, or empty. */
  static Optional<Integer> whole(String text, int least, int greatest) {
    return Optional.of(text.strip())
        .filter(digits -> digits.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .filter(number -> number >= least && number <= greatest);
  }

  /** Returns the zone with that name or offset, or empty. */
  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
