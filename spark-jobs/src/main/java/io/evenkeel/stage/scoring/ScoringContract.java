package io.evenkeel.stage.scoring;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Holds feature rows, model and reference profile against each other, before any task runs. */
final class ScoringContract {
  private final List<String> problems = new ArrayList<>();

  private ScoringContract() {}

  /** Returns every difference; empty where there is none. */
  static List<String> problems(
      StructType rows, ModelMetadata metadata, ReferenceProfile reference, List<Slice> slices) {
    ScoringContract contract = new ScoringContract();
    contract.checkColumn(rows, FeatureRows.ROW_ID, "STRING");
    contract.checkColumn(rows, FeatureRows.AS_OF, "TIMESTAMP");
    contract.checkColumn(
        rows, FeatureRows.BREACHES, "ARRAY<STRUCT<column: STRING, reason: STRING, value: STRING>>");
    for (ModelFeature feature : metadata.features()) {
      contract.checkColumn(rows, feature.name(), feature.type().sqlType());
      contract.checkProfile(reference, feature.name(), feature.type().numeric());
    }
    SliceCounting.carried(metadata.features(), slices)
        .forEach(name -> contract.checkCarried(rows, name));
    contract.checkProfile(reference, ReferenceProfile.PREDICTION, true);
    contract.checkReference(metadata, reference);
    return contract.problems;
  }

  private void checkReference(ModelMetadata metadata, ReferenceProfile reference) {
    if (!reference.id().equals(metadata.referenceProfile())) {
      problems.add(
          "The reference profile has the id %s; %s was trained with %s"
              .formatted(reference.id(), metadata.model(), metadata.referenceProfile()));
    }
  }

  private void checkColumn(StructType rows, String name, String sqlType) {
    DataType expected = DataType.fromDDL(sqlType);
    Optional<DataType> found =
        List.of(rows.fields()).stream()
            .filter(field -> field.name().equals(name))
            .map(StructField::dataType)
            .findFirst();
    if (found.isEmpty()) {
      problems.add("The feature rows have no column '%s'".formatted(name));
    } else if (!found.get().asNullable().equals(expected.asNullable())) {
      problems.add(
          "Column '%s' of the feature rows is %s; it must be %s"
              .formatted(name, found.get().sql(), expected.sql()));
    }
  }

  private void checkCarried(StructType rows, String name) {
    if (!List.of(rows.names()).contains(name)) {
      problems.add("The rows have no column '%s', by which slices are counted".formatted(name));
    }
  }

  private void checkProfile(ReferenceProfile reference, String name, boolean numeric) {
    Optional<FeatureProfile> found = reference.feature(name);
    if (found.isEmpty()) {
      problems.add("The reference profile has no feature '%s'".formatted(name));
    } else if (found.get() instanceof FeatureProfile.Numeric != numeric) {
      problems.add(
          "The reference profile of '%s' is not one of %s"
              .formatted(name, numeric ? "numbers" : "words"));
    }
  }
}
