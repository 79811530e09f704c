package io.evenkeel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.disk.Sha256;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Spine;
import io.evenkeel.feature.ValuePolicy;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A model over float features {@code f000}, {@code f001} ... as an artifact, with a definition and
 * a profile that fit it. Features are normally distributed, and the profile has a thousand bins.
 */
public record BenchModel(
    String name, ModelArtifact artifact, FeatureSet set, ReferenceProfile reference) {
  private static final int PROFILED = 100_000;
  private static final String HASH = "ab".repeat(32);

  /** Writes the artifact of a definition of its own into {@code folder} and opens it. */
  static BenchModel of(String name, int features, byte[] onnx, Path folder) throws IOException {
    return of(set(name, names(features)), onnx, folder);
  }

  /**
   * Writes the artifact of a definition into {@code folder} and opens it.
   *
   * @param set a definition whose columns are all float32
   * @param onnx a model with as many inputs
   */
  public static BenchModel of(FeatureSet set, byte[] onnx, Path folder) throws IOException {
    String name = set.name();
    List<String> features = set.columns().stream().map(FeatureColumn::name).toList();
    ReferenceProfile reference = reference(name, Fingerprint.of(set), features);
    Path artifact = Files.createDirectories(folder.resolve(name).resolve("1"));
    Files.write(artifact.resolve("model.onnx"), onnx);
    Files.writeString(artifact.resolve("reference-profile.json"), ProfileJson.write(reference));
    Files.writeString(
        artifact.resolve("metadata.json"),
        new ObjectMapper().writeValueAsString(metadata(name, set, reference, onnx)));
    ModelArtifact opened = ModelArtifact.open(folder, name, OptionalInt.empty());
    return new BenchModel(name, opened, set, reference);
  }

  /** Returns the names of that many features, in the order of their names. */
  static List<String> names(int features) {
    return IntStream.range(0, features).mapToObj("f%03d"::formatted).toList();
  }

  private static FeatureSet set(String name, List<String> features) {
    ValuePolicy policy =
        new ValuePolicy(
            new ValuePolicy.Missing.Keep(),
            ValuePolicy.Nan.KEEP,
            List.of(),
            new ValuePolicy.Unknown.Reject(),
            Optional.empty(),
            ValuePolicy.OnViolation.REJECT);
    List<FeatureColumn> columns = new ArrayList<>();
    for (String feature : features) {
      columns.add(new FeatureColumn.Expression(feature, FeatureType.FLOAT32, policy, feature));
    }
    Spine spine =
        new Spine("t", "id", Map.of(), "d", "current_timestamp", Optional.empty(), Map.of());
    return new FeatureSet(name, 1, ZoneId.of("UTC"), spine, Map.of(), columns, Optional.empty());
  }

  private static ReferenceProfile reference(
      String name, String fingerprint, List<String> features) {
    Random random = new Random(5);
    double[] values = random.doubles(PROFILED, 0, 1).map(unused -> random.nextGaussian()).toArray();
    List<FeatureProfile> profiles = new ArrayList<>();
    features.forEach(feature -> profiles.add(FeatureProfile.Numeric.of(feature, values, 0)));
    profiles.add(FeatureProfile.Numeric.of(ReferenceProfile.PREDICTION, values, 0));
    return ReferenceProfile.of(name, fingerprint, PROFILED, profiles);
  }

  private static Map<String, Object> metadata(
      String name, FeatureSet set, ReferenceProfile reference, byte[] onnx) {
    List<String> names = set.columns().stream().map(FeatureColumn::name).toList();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", name);
    root.put("version", 1);
    root.put("training_date", "2026-01-02");
    root.put(
        "training_data",
        Map.of(
            "export_id",
            "random",
            "from",
            "2026-01-01",
            "to",
            "2026-01-01",
            "delta_version",
            0,
            "sha256",
            HASH,
            "rows",
            0));
    root.put("feature_set", Map.of("name", name, "version", 1, "fingerprint", Fingerprint.of(set)));
    root.put(
        "features",
        names.stream().map(feature -> Map.of("name", feature, "type", "float32")).toList());
    root.put("inputs", List.of(Map.of("tensor", "x", "element", "float32", "features", names)));
    root.put(
        "outputs",
        Map.of("score", Map.of("tensor", "y", "index", 0), "class", Map.of("rule", "none")));
    root.put("target_classes", List.of());
    root.put("performance", Map.of("data", "not measured", "rows", 0, "metrics", Map.of()));
    root.put("dependencies", Map.of("none", "0"));
    root.put("input_schema", Map.of("properties", Map.of("f000", Map.of())));
    root.put("onnx", Map.of("sha256", Sha256.of(onnx), "opset", 21, "bytes", onnx.length));
    root.put("reference_profile", reference.id());
    return root;
  }
}
