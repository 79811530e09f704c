package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Spine;
import io.evenkeel.feature.ValuePolicy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class FeatureContractTest {
  private static final String FINGERPRINT = "ab".repeat(32);

  private final ModelArtifact fragile = TestArtifacts.open("fragile");

  @Test
  public void acceptsTheSetOfTraining() {
    FeatureSet set =
        set("fragile", reject("key", FeatureType.INT64), keep("x", FeatureType.FLOAT32));
    assertThatNoException().isThrownBy(() -> fragile.checkAgainst(set, FINGERPRINT));
  }

  @Test
  public void tellsEveryDifferenceAtOnce() {
    FeatureSet set =
        set("other", reject("key", FeatureType.INT32), keep("extra", FeatureType.FLOAT32));
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class, () -> fragile.checkAgainst(set, "cd".repeat(32)));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused.problems())
        .containsExactly(
            "fragile@1 was trained with feature set fragile version 1; this is other version 1",
            "fragile@1 was trained with fingerprint %s of the feature set; this definition has %s"
                .formatted(FINGERPRINT, "cd".repeat(32)),
            "Missing from the definition, but in the model: [x]",
            "Extra in the definition, unknown to the model: [extra]",
            "Retyped: 'key' is int64 in the model and int32 in the definition");
    assertThat(refused.safe()).isNotEmpty();
    assertThat(refused.next()).isNotEmpty();
  }

  @Test
  public void tellsFeaturesThatStandInAnotherOrder() {
    ModelMetadata metadata = fragile.metadata();
    List<ModelFeature> swapped = new ArrayList<>(metadata.features());
    Collections.reverse(swapped);
    FeatureSet set =
        set("fragile", reject("key", FeatureType.INT64), keep("x", FeatureType.FLOAT32));
    assertThat(FeatureContract.problems(with(metadata, swapped), set, FINGERPRINT))
        .containsExactly("Reordered: the model has [x, key], the definition [key, x]");
  }

  @Test
  public void tellsAFeatureThatMayBeMissingWhereNoTensorHoldsThat() {
    FeatureSet set = set("fragile", keep("key", FeatureType.INT64), keep("x", FeatureType.FLOAT32));
    assertThat(FeatureContract.problems(fragile.metadata(), set, FINGERPRINT))
        .containsExactly("'key' may stay missing, but input 'key' of int64 has no place for that");
  }

  private static ModelMetadata with(ModelMetadata old, List<ModelFeature> features) {
    return new ModelMetadata(
        old.model(),
        old.trainedOn(),
        old.trainingData(),
        old.featureSet(),
        features,
        old.inputs(),
        old.text(),
        old.score(),
        old.classRule(),
        old.moreOutputs(),
        old.targetClasses(),
        old.performance(),
        old.dependencies(),
        old.inputSchema(),
        old.onnx(),
        old.referenceProfile());
  }

  private static FeatureColumn keep(String name, FeatureType type) {
    return column(name, type, new ValuePolicy.Missing.Keep());
  }

  private static FeatureColumn reject(String name, FeatureType type) {
    return column(name, type, new ValuePolicy.Missing.Reject());
  }

  private static FeatureColumn column(String name, FeatureType type, ValuePolicy.Missing missing) {
    ValuePolicy policy =
        new ValuePolicy(
            missing,
            ValuePolicy.Nan.KEEP,
            List.of(),
            new ValuePolicy.Unknown.Reject(),
            Optional.empty(),
            ValuePolicy.OnViolation.REJECT);
    return new FeatureColumn.Expression(name, type, policy, name);
  }

  private static FeatureSet set(String name, FeatureColumn... columns) {
    Spine spine =
        new Spine("t", "id", Map.of(), "d", "current_timestamp", Optional.empty(), Map.of());
    return new FeatureSet(
        name, 1, ZoneId.of("UTC"), spine, Map.of(), List.of(columns), Optional.empty());
  }
}
