package io.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.disk.Sha256;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.SlicesJson;
import io.evenkeel.run.Slot;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.RunKey;
import io.evenkeel.stage.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Everything that decides a scoring run's result, found and checked before any task runs.
 *
 * @param slot the place that the run fills
 * @param artifact the model
 * @param set the definition that the model was trained with
 * @param fingerprint of {@code set}
 * @param reference the profile that the run is compared with
 * @param slices of that profile, by which the run is compared too; may be none
 * @param inputs the tables, each at one version
 * @param moments tells rows whose prediction moment has not come
 */
record ScorePlan(
    Slot slot,
    ModelArtifact artifact,
    FeatureSet set,
    String fingerprint,
    ReferenceProfile reference,
    ReferenceSlices slices,
    PinnedTables inputs,
    PredictionMoments moments) {
  static final String CHAMPION = "champion";

  /** Resolves a request; refuses a model whose definition is not the present one. */
  static ScorePlan of(SparkSession spark, Settings settings, ScoreRequest request) {
    Settings.Folders folders = settings.folders();
    ModelArtifact artifact =
        ModelArtifact.open(folders.models(), request.model(), request.version());
    FeatureSet set =
        Definitions.named(folders.definitions(), artifact.metadata().featureSet().name());
    String fingerprint = Fingerprint.of(set);
    artifact.checkAgainst(set, fingerprint);
    Databases.refresh(spark, settings, set);
    PinnedTables inputs = PinnedTables.of(set, new Warehouse(spark, folders.tables().toString()));
    ReferenceProfile reference = artifact.reference();
    CutOff cutOff = CutOff.of(set, inputs, request.cutoff());
    return new ScorePlan(
        new Slot(request.model(), CHAMPION, request.date()),
        artifact,
        set,
        fingerprint,
        reference,
        artifact.slices(reference),
        inputs,
        new PredictionMoments(cutOff, settings.score().early()));
  }

  /** Returns the tables as the feature engine asks for them. */
  Function<String, Dataset<Row>> tables() {
    return inputs::read;
  }

  /** Returns the columns of the spine that slices are told by and that are no features. */
  List<String> carried() {
    List<String> features =
        artifact.metadata().features().stream().map(ModelFeature::name).toList();
    return slices.keys().stream().filter(key -> !features.contains(key)).toList();
  }

  /** Returns the key of the run: two runs with one key give the same rows. */
  RunKey key() {
    return RunKey.of(
        slot.scoreDate(),
        inputs.versions(),
        fingerprint,
        artifact.metadata().onnx().sha256(),
        configSha256());
  }

  /** Returns what is known at the start, by the names of the columns of {@code runs}. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model_version", Integer.toString(artifact.metadata().model().version()));
    facts.put("model_sha256", artifact.metadata().onnx().sha256());
    facts.put("feature_set", set.name());
    facts.put("feature_fingerprint", fingerprint);
    facts.put("input_versions", inputs.versions());
    facts.put("config_sha256", configSha256());
    facts.putAll(moments.cutOff().facts());
    return facts;
  }

  /**
   * The rest of what decides a run: everything else that metadata.json says, settings, and the
   * slices, which its tasks count: a stage without them cannot tell them.
   */
  private String configSha256() {
    String told = slices.isEmpty() ? "" : new String(SlicesJson.write(slices), UTF_8);
    return Sha256.of(artifact.metadataJson() + moments.key() + told);
  }
}
