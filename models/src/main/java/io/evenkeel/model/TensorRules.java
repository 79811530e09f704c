package io.evenkeel.model;

import io.evenkeel.feature.FeatureType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds tensors, features and classes of one model against each other. */
final class TensorRules {
  private final Map<String, FeatureType> types;
  private final Map<String, String> carrier = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private TensorRules(Map<String, FeatureType> types) {
    this.types = types;
  }

  /** Returns every contradiction; empty where there is none. */
  static List<String> problems(
      List<ModelFeature> features,
      List<ModelInput> inputs,
      Optional<TextInput> text,
      ScoreOutput score,
      List<MoreOutput> more,
      List<String> classes) {
    Map<String, FeatureType> types =
        features.stream()
            .collect(Collectors.toMap(ModelFeature::name, ModelFeature::type, (a, b) -> a));
    TensorRules rules = new TensorRules(types);
    rules.unique("features", features, ModelFeature::name);
    rules.unique("inputs", inputs, ModelInput::tensor);
    rules.unique("outputs.more", more, MoreOutput::name);
    rules.unique("target_classes", classes, Function.identity());
    inputs.forEach(rules::check);
    text.ifPresent(found -> rules.check(found, inputs));
    features.stream()
        .map(ModelFeature::name)
        .filter(name -> !rules.carrier.containsKey(name))
        .forEach(name -> rules.problems.add("Feature '%s' is in no input".formatted(name)));
    if (!classes.isEmpty() && score.index() >= classes.size()) {
      rules.problems.add(
          "Score index %d is beyond the %d target classes %s"
              .formatted(score.index(), classes.size(), classes));
    }
    return rules.problems;
  }

  private void check(ModelInput input) {
    for (String feature : input.features()) {
      FeatureType type = types.get(feature);
      if (type == null) {
        problems.add(
            "Input '%s' carries '%s', which is not among the features"
                .formatted(input.tensor(), feature));
      } else if (!input.element().carries(type)) {
        problems.add(
            "Input '%s' of %s cannot carry '%s' of %s"
                .formatted(input.tensor(), input.element().word(), feature, type.word()));
      }
      String other = carrier.putIfAbsent(feature, input.tensor());
      if (other != null) {
        problems.add(
            "Feature '%s' is in input '%s' and again in '%s'"
                .formatted(feature, other, input.tensor()));
      }
    }
  }

  private void check(TextInput text, List<ModelInput> inputs) {
    FeatureType type = types.get(text.feature());
    if (type != FeatureType.STRING) {
      problems.add(
          type == null
              ? "text names '%s', which is not among the features".formatted(text.feature())
              : "text names '%s' of %s; only a string goes in as tokens"
                  .formatted(text.feature(), type.word()));
    }
    String other = carrier.putIfAbsent(text.feature(), "text");
    if (other != null) {
      problems.add("Feature '%s' is in input '%s' and is text".formatted(text.feature(), other));
    }
    unique(
        "inputs and text",
        Stream.concat(inputs.stream().map(ModelInput::tensor), text.tensors().stream()).toList(),
        Function.identity());
  }

  private <T> void unique(String field, List<T> values, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    values.stream()
        .map(name)
        .filter(value -> !seen.add(value))
        .forEach(value -> problems.add("%s names '%s' twice".formatted(field, value)));
  }
}
