package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.ValuePolicy.Missing;
import io.evenkeel.feature.ValuePolicy.Nan;
import io.evenkeel.feature.ValuePolicy.OnViolation;
import io.evenkeel.feature.ValuePolicy.Unknown;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a column says about values that are not as declared. */
final class PolicyReader {
  /** The settings of a policy. */
  static final List<String> SETTINGS =
      List.of("missing", "nan", "values", "unknown", "range", "on_violation");

  private final Section column;
  private final FeatureType type;

  private PolicyReader(Section column, FeatureType type) {
    this.column = column;
    this.type = type;
  }

  static ValuePolicy read(Section column, FeatureType type) {
    PolicyReader reader = new PolicyReader(column, type);
    Missing missing = reader.missing();
    OnViolation onViolation =
        reader.constant("on_violation", OnViolation.class).orElse(OnViolation.REJECT);
    Optional<ValuePolicy.Range> range =
        RangeReader.read(column, type, onViolation == OnViolation.CLIP);
    reader.fillInRange(missing, range);
    return new ValuePolicy(
        missing,
        reader.constant("nan", Nan.class).orElse(Nan.KEEP),
        reader.values(),
        reader.unknown(),
        range,
        onViolation);
  }

  private boolean floating() {
    return type == FeatureType.FLOAT32 || type == FeatureType.FLOAT64;
  }

  private Missing missing() {
    String possible =
        (floating() ? "keep, " : "") + "reject, or a fill: " + Literals.possible(type);
    return switch (column.requiredText("missing", possible).strip()) {
      case "keep" -> keep(possible);
      case "reject" -> new Missing.Reject();
      default -> fill(possible);
    };
  }

  private Missing keep(String possible) {
    if (!floating()) {
      column.problem(
          "missing",
          "found 'keep', but a tensor of type %s has no missing value; possible is %s"
              .formatted(type.word(), possible));
    }
    return new Missing.Keep();
  }

  private Missing fill(String possible) {
    return column
        .parsed(
            "missing",
            possible,
            text -> Optional.of(text.strip()).filter(t -> Literals.fits(type, t)))
        .<Missing>map(text -> new Missing.Fill(Literals.canonical(type, text)))
        .orElseGet(Missing.Reject::new);
  }

  private void fillInRange(Missing missing, Optional<ValuePolicy.Range> range) {
    if (missing instanceof Missing.Fill fill && range.isPresent()) {
      double value = Literals.number(fill.literal()).map(Number::doubleValue).orElse(Double.NaN);
      if (!(value >= range.get().least() && value <= range.get().greatest())) {
        column.problem(
            "missing",
            "found '%s', which is outside range; possible is a fill within [%s, %s], or reject"
                .formatted(fill.literal(), range.get().least(), range.get().greatest()));
      }
    }
  }

  private List<String> values() {
    Optional<List<String>> values = column.texts("values");
    if (type != FeatureType.CATEGORY) {
      values.ifPresent(found -> onlyForCategories("values"));
      return List.of();
    }
    if (!column.has("values")) {
      column.missing("values", "the list of categories, such as [UA, AA]");
    }
    if (values.isPresent() && values.get().isEmpty()) {
      column.problem("values", "is empty; possible is a list of categories, such as [UA, AA]");
    }
    Set<String> seen = new HashSet<>();
    values.orElse(List.of()).stream()
        .filter(value -> !seen.add(value))
        .distinct()
        .forEach(value -> column.problem("values", "has '%s' more than once".formatted(value)));
    return values.orElse(List.of());
  }

  private Unknown unknown() {
    if (type != FeatureType.CATEGORY) {
      if (column.has("unknown")) {
        onlyForCategories("unknown");
      }
      return new Unknown.Reject();
    }
    String possible = "reject, missing, or the value that stands for others, such as other";
    return switch (column.requiredText("unknown", possible).strip()) {
      case "reject" -> new Unknown.Reject();
      case "missing" -> new Unknown.AsMissing();
      default -> new Unknown.Other(column.text("unknown").orElse("other"));
    };
  }

  private void onlyForCategories(String key) {
    column.problem(key, "is for type = category only, but the type is %s".formatted(type.word()));
  }

  private <E extends Enum<E>> Optional<E> constant(String key, Class<E> constants) {
    boolean applies = key.equals("nan") ? type.numeric() : column.has("range");
    if (column.has(key) && !applies) {
      column.problem(
          key,
          key.equals("nan")
              ? "is for numbers only, but the type is %s".formatted(type.word())
              : "is for columns with a range only");
    }
    List<String> words =
        Arrays.stream(constants.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return column
        .word(key, words)
        .map(word -> Enum.valueOf(constants, word.toUpperCase(Locale.ROOT)));
  }
}
