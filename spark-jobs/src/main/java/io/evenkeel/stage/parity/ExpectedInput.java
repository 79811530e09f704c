package io.evenkeel.stage.parity;

import io.evenkeel.model.ElementType;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a model must be given for a feature row, by the declaration of its inputs alone; shares
 * nothing with what fills the tensors.
 *
 * @param inputs by feature
 */
record ExpectedInput(Map<String, ModelInput> inputs) {
  /** Returns the rule of a model, features in the model's order. */
  static ExpectedInput of(ModelMetadata metadata) {
    Map<String, ModelInput> inputs = new LinkedHashMap<>();
    metadata
        .features()
        .forEach(feature -> inputs.put(feature.name(), input(metadata, feature.name())));
    return new ExpectedInput(inputs);
  }

  private static ModelInput input(ModelMetadata metadata, String feature) {
    return Stream.concat(metadata.inputs().stream(), text(metadata))
        .filter(input -> input.features().contains(feature))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No input carries '%s'".formatted(feature)));
  }

  /** What goes in as tokens is compared as the text that they were made of. */
  private static Stream<ModelInput> text(ModelMetadata metadata) {
    return metadata.text().stream()
        .map(
            text ->
                new ModelInput(
                    text.ids(), ElementType.STRING, List.of(text.feature()), text.missing()));
  }

  /** Returns the text of a feature of a row, as {@code FeatureSlot.text} tells what is there. */
  String text(Row row, String feature) {
    ModelInput input = Objects.requireNonNull(inputs.get(feature));
    return text(row.get(row.fieldIndex(feature)), input);
  }

  private static String text(@Nullable Object value, ModelInput input) {
    if (value == null) {
      return input.element() == ElementType.STRING ? input.missing().orElse("null") : "NaN";
    }
    Object plain =
        value instanceof Boolean bool && input.element() != ElementType.BOOL ? whole(bool) : value;
    return switch (input.element()) {
      case FLOAT16 -> Float.toString(half(((Number) plain).floatValue()));
      case FLOAT32 -> Float.toString(((Number) plain).floatValue());
      case FLOAT64 -> Double.toString(((Number) plain).doubleValue());
      case INT32, INT64 -> Long.toString(((Number) plain).longValue());
      case BOOL, STRING -> plain.toString();
    };
  }

  /**
   * Returns the nearest number of IEEE 754's binary16, ties to even: eleven bits, exponents from
   * -14; beyond 65,504 and half a unit, infinity.
   */
  static float half(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
    double rounded = Math.rint(value / unit) * unit;
    return Math.abs(rounded) > 65_504
        ? Math.copySign(Float.POSITIVE_INFINITY, value)
        : (float) rounded;
  }

  private static Object whole(boolean bool) {
    return bool ? 1 : 0;
  }
}
