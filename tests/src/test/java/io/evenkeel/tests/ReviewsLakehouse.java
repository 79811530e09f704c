package io.evenkeel.tests;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.disk.Sha256;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreJob;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A table of reviews and a published sentence encoder, all-MiniLM-L6-v2 in 8 bits, which Maven
 * Central has with its tokenizer.
 *
 * @param home the folder of everything
 */
record ReviewsLakehouse(Path home) {
  static final String MODEL = "reviews";
  static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  private static final String DEFINITION =
      """
      features.reviews {
        version = 1
        timezone = UTC
        spine {
          table = reviews, row_id = review_id, keys { review_id = string }
          date = day, as_of = "cast(day as timestamp)"
        }
        columns.review { expr = "review", type = string, missing = reject }
      }
      """;

  /** Keep in step with {@code embed_texts.py}. */
  private static final int MAX_TOKENS = 32;

  /** Writes a row for each text, with the ids review-0 and on; null is a row without one. */
  static ReviewsLakehouse in(Path home, List<String> texts) throws IOException {
    ReviewsLakehouse made = new ReviewsLakehouse(home);
    List<Row> rows =
        IntStream.range(0, texts.size())
            .mapToObj(i -> RowFactory.create("review-" + i, texts.get(i), DAY.toString()))
            .toList();
    TestSpark.session()
        .createDataFrame(rows, StructType.fromDDL("review_id STRING, review STRING, day STRING"))
        .selectExpr("review_id", "review", "cast(day as date) as day")
        .coalesce(1) // a run spreads its rows itself
        .write()
        .format("delta")
        .save(made.table("reviews").toString());
    Path definitions = Files.createDirectories(home.resolve("feature-defs"));
    Files.writeString(definitions.resolve("reviews.conf"), DEFINITION);
    made.writeModel(Definitions.named(definitions, MODEL), texts);
    return made;
  }

  /** Scores the day. */
  ScoreResult score(Journal journal) {
    return new ScoreJob(
            TestSpark.session(),
            SettingsReader.read(Optional.empty(), given()),
            journal,
            Clock.systemUTC())
        .run(new ScoreRequest(MODEL, OptionalInt.empty(), DAY, /* allowEmpty= */ false));
  }

  /** Returns the settings with which commands find everything. */
  Map<String, String> given() {
    return new TreeMap<>(
        Map.of(
            "evenkeel.home", home.toString(),
            "evenkeel.score.max_quarantine_percent", "50",
            "evenkeel.definitions", home.resolve("feature-defs").toString(),
            "evenkeel.models", home.resolve("models").toString()));
  }

  /** Returns the published row ids and vectors, in the order of the ids. */
  List<Row> vectors() {
    return read("predictions")
        .select("row_id", "score", "outputs")
        .orderBy("row_id")
        .collectAsList();
  }

  /** Reads a table. */
  Dataset<Row> read(String name) {
    return TestSpark.session().read().format("delta").load(table(name).toString());
  }

  private Path table(String name) {
    return home.resolve("tables").resolve(name);
  }

  private void writeModel(FeatureSet set, List<String> texts) throws IOException {
    Path folder = Files.createDirectories(home.resolve("models").resolve(MODEL).resolve("1"));
    byte[] onnx = packaged("all-minilm-l6-v2-q.onnx");
    byte[] tokenizer = packaged("all-minilm-l6-v2-q-tokenizer.json");
    Map<String, Long> words = new TreeMap<>();
    texts.stream().filter(Objects::nonNull).forEach(text -> words.merge(text, 1L, Long::sum));
    double[] coordinates = IntStream.range(0, 1000).mapToDouble(i -> i / 5000.0 - 0.1).toArray();
    ReferenceProfile reference =
        ReferenceProfile.of(
            MODEL,
            Fingerprint.of(set),
            1000,
            List.of(
                FeatureProfile.Categorical.of("review", Map.of(), 1000),
                FeatureProfile.Numeric.of(ReferenceProfile.PREDICTION, coordinates, 0)));
    Files.write(folder.resolve("model.onnx"), onnx);
    Files.write(folder.resolve("tokenizer.json"), tokenizer);
    Files.writeString(folder.resolve("reference-profile.json"), ProfileJson.write(reference));
    Files.writeString(
        folder.resolve("metadata.json"), metadata(set, reference, onnx, tokenizer).strip());
  }

  private static String metadata(
      FeatureSet set, ReferenceProfile reference, byte[] onnx, byte[] tokenizer)
      throws IOException {
    String json =
        """
        {
         "name": "reviews", "version": 1, "training_date": "2026-01-02",
         "training_data": {"export_id": "none", "from": "2026-01-01", "to": "2026-01-01",
          "delta_version": 0, "sha256": "%1$s", "rows": 0},
         "feature_set": {"name": "reviews", "version": 1, "fingerprint": "%2$s"},
         "features": [{"name": "review", "type": "string"}],
         "inputs": [],
         "text": {"feature": "review", "tokenizer_sha256": "%3$s", "max_tokens": %4$d,
          "ids": "input_ids", "mask": "attention_mask", "types": "token_type_ids",
          "pooling": {"tensor": "last_hidden_state", "method": "mean", "normalize": true}},
         "outputs": {"score": {"tensor": "last_hidden_state", "index": 0}, "class": {"rule": "none"},
          "more": [{"name": "embedding", "tensor": "last_hidden_state"}]},
         "target_classes": [],
         "performance": {"data": "not measured", "rows": 0, "metrics": {}},
         "dependencies": {"all-MiniLM-L6-v2": "1"},
         "input_schema": {"type": "object", "properties": {"review": {"type": "string"}}},
         "onnx": {"sha256": "%5$s", "opset": 11, "bytes": %6$d},
         "reference_profile": "%7$s"
        }
        """
            .formatted(
                "ab".repeat(32),
                Fingerprint.of(set),
                Sha256.of(tokenizer),
                MAX_TOKENS,
                Sha256.of(onnx),
                onnx.length,
                reference.id());
    return new ObjectMapper().readTree(json).toString();
  }

  private static byte[] packaged(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReviewsLakehouse.class.getResourceAsStream("/" + file), file)) {
      return in.readAllBytes();
    }
  }
}
