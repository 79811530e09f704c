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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The artifact of a {@link RandomEncoder} whose words are {@code w4}, {@code w5} and so on, each
 * one token: a text of n words has n + 2 tokens.
 */
record EncoderArtifact(ModelArtifact artifact, FeatureSet set, ReferenceProfile reference) {
  static final int MAX_TOKENS = 256;
  static final String TEXT = "review";
  private static final int SPECIAL = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the artifact into {@code folder} and opens it. */
  static EncoderArtifact of(RandomEncoder encoder, Path folder) throws IOException {
    FeatureSet set = definition();
    ReferenceProfile reference =
        ReferenceProfile.of(
            set.name(),
            Fingerprint.of(set),
            1000,
            List.of(
                FeatureProfile.Categorical.of(TEXT, Map.of(), 1000),
                FeatureProfile.Numeric.of(
                    ReferenceProfile.PREDICTION,
                    IntStream.range(0, 1000).mapToDouble(i -> i / 500.0 - 1).toArray(),
                    0)));
    byte[] onnx = encoder.onnx();
    byte[] tokenizer = tokenizer(encoder.words()).getBytes(StandardCharsets.UTF_8);
    Path files = Files.createDirectories(folder.resolve(set.name()).resolve("1"));
    Files.write(files.resolve("model.onnx"), onnx);
    Files.write(files.resolve("tokenizer.json"), tokenizer);
    Files.writeString(files.resolve("reference-profile.json"), ProfileJson.write(reference));
    Files.writeString(files.resolve("metadata.json"), metadata(set, reference, onnx, tokenizer));
    ModelArtifact artifact = ModelArtifact.open(folder, set.name(), OptionalInt.empty());
    return new EncoderArtifact(artifact, set, reference);
  }

  /** Returns the word of that number, from 0. */
  static String word(int number) {
    return "w" + (number + SPECIAL);
  }

  private static FeatureSet definition() {
    ValuePolicy policy =
        new ValuePolicy(
            new ValuePolicy.Missing.Reject(),
            ValuePolicy.Nan.KEEP,
            List.of(),
            new ValuePolicy.Unknown.Reject(),
            Optional.empty(),
            ValuePolicy.OnViolation.REJECT);
    FeatureColumn text = new FeatureColumn.Expression(TEXT, FeatureType.STRING, policy, TEXT);
    Spine spine =
        new Spine("t", "id", Map.of(), "d", "current_timestamp", Optional.empty(), Map.of());
    return new FeatureSet(
        "encoder", 1, ZoneId.of("UTC"), spine, Map.of(), List.of(text), Optional.empty());
  }

  private static String tokenizer(int words) throws IOException {
    Map<String, Integer> vocabulary = new TreeMap<>();
    List<String> special = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
    special.forEach(each -> vocabulary.put(each, vocabulary.size()));
    for (int id = SPECIAL; id < words; id++) {
      vocabulary.put("w" + id, id);
    }
    return """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
          "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
         "decoder": null,
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
          "max_input_chars_per_word": 100, "vocab": %s}}
        """
        .formatted(JSON.writeValueAsString(vocabulary));
  }

  private static String metadata(
      FeatureSet set, ReferenceProfile reference, byte[] onnx, byte[] tokenizer) {
    return """
        {"name": "encoder", "version": 1, "training_date": "2026-01-02",
         "training_data": {"export_id": "none", "from": "2026-01-01", "to": "2026-01-01",
          "delta_version": 0, "sha256": "%1$s", "rows": 0},
         "feature_set": {"name": "encoder", "version": 1, "fingerprint": "%2$s"},
         "features": [{"name": "%3$s", "type": "string"}],
         "inputs": [],
         "text": {"feature": "%3$s", "tokenizer_sha256": "%4$s", "max_tokens": %5$d,
          "ids": "input_ids", "mask": "attention_mask",
          "pooling": {"tensor": "last_hidden_state", "method": "mean", "normalize": true}},
         "outputs": {"score": {"tensor": "last_hidden_state", "index": 0}, "class": {"rule": "none"},
          "more": [{"name": "embedding", "tensor": "last_hidden_state"}]},
         "target_classes": [],
         "performance": {"data": "not measured", "rows": 0, "metrics": {}},
         "dependencies": {"none": "0"},
         "input_schema": {"type": "object", "properties": {"%3$s": {"type": "string"}}},
         "onnx": {"sha256": "%6$s", "opset": 21, "bytes": %7$d},
         "reference_profile": "%8$s"}
        """
        .formatted(
            "ab".repeat(32),
            Fingerprint.of(set),
            TEXT,
            Sha256.of(tokenizer),
            MAX_TOKENS,
            Sha256.of(onnx),
            onnx.length,
            reference.id());
  }
}
