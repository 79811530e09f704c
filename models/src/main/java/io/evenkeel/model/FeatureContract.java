package io.evenkeel.model;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.ValuePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the features that a model was trained with against those of a feature set. */
final class FeatureContract {
  private final ModelMetadata metadata;
  private final FeatureSet set;
  private final Map<String, FeatureColumn> columns;
  private final List<String> problems = new ArrayList<>();

  private FeatureContract(ModelMetadata metadata, FeatureSet set) {
    this.metadata = metadata;
    this.set = set;
    this.columns =
        set.columns().stream().collect(Collectors.toMap(FeatureColumn::name, Function.identity()));
  }

  /** Returns every difference; empty where there is none. */
  static List<String> problems(ModelMetadata metadata, FeatureSet set, String fingerprint) {
    FeatureContract contract = new FeatureContract(metadata, set);
    contract.checkIdentity(fingerprint);
    contract.checkNames();
    contract.checkTypes();
    metadata.inputs().forEach(contract::checkMissing);
    metadata.text().ifPresent(contract::checkMissing);
    return contract.problems;
  }

  private void checkIdentity(String fingerprint) {
    FeatureSetRef trained = metadata.featureSet();
    if (!trained.name().equals(set.name()) || trained.version() != set.version()) {
      problems.add(
          "%s was trained with feature set %s version %d; this is %s version %d"
              .formatted(
                  metadata.model(), trained.name(), trained.version(), set.name(), set.version()));
    }
    if (!trained.fingerprint().equals(fingerprint)) {
      problems.add(
          "%s was trained with fingerprint %s of the feature set; this definition has %s"
              .formatted(metadata.model(), trained.fingerprint(), fingerprint));
    }
  }

  private void checkNames() {
    List<String> trained = metadata.features().stream().map(ModelFeature::name).toList();
    List<String> defined = set.columns().stream().map(FeatureColumn::name).toList();
    List<String> missing = without(trained, defined);
    List<String> extra = without(defined, trained);
    if (!missing.isEmpty()) {
      problems.add("Missing from the definition, but in the model: %s".formatted(missing));
    }
    if (!extra.isEmpty()) {
      problems.add("Extra in the definition, unknown to the model: %s".formatted(extra));
    }
    // What both have must come in one order, or one was built by another rule than the other.
    List<String> trainedOrder = without(trained, missing);
    List<String> definedOrder = without(defined, extra);
    if (!trainedOrder.equals(definedOrder)) {
      problems.add(
          "Reordered: the model has %s, the definition %s".formatted(trainedOrder, definedOrder));
    }
  }

  private void checkTypes() {
    for (ModelFeature feature : metadata.features()) {
      Optional<FeatureType> defined =
          Optional.ofNullable(columns.get(feature.name())).map(FeatureColumn::type);
      if (defined.isPresent() && defined.get() != feature.type()) {
        problems.add(
            "Retyped: '%s' is %s in the model and %s in the definition"
                .formatted(feature.name(), feature.type().word(), defined.get().word()));
      }
    }
  }

  private void checkMissing(ModelInput input) {
    if (input.holdsMissing()) {
      return;
    }
    for (String name : input.features()) {
      FeatureColumn column = columns.get(name);
      if (column != null && column.policy().missing() instanceof ValuePolicy.Missing.Keep) {
        problems.add(
            "'%s' may stay missing, but input '%s' of %s has no place for that"
                .formatted(name, input.tensor(), input.element().word()));
      }
    }
  }

  private void checkMissing(TextInput text) {
    FeatureColumn column = columns.get(text.feature());
    if (text.missing().isEmpty()
        && column != null
        && column.policy().missing() instanceof ValuePolicy.Missing.Keep) {
      problems.add(
          "'%s' may stay missing, but text.missing declares nothing that stands for that"
              .formatted(text.feature()));
    }
  }

  private static List<String> without(List<String> names, List<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }
}
