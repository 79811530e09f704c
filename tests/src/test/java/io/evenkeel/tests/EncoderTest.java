package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.job.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** From rows with a text to published vectors, with an encoder as it is published. */
public class EncoderTest {
  private static final double CLOSE = 1e-5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void publishesTheVectorsThatPythonComputes() throws Exception {
    List<JsonNode> golden = new ArrayList<>();
    new ObjectMapper()
        .readTree(Checkout.root().resolve("tests/data/texts/minilm.json").toFile())
        .forEach(golden::add);
    List<String> texts = new ArrayList<>();
    golden.forEach(one -> texts.add(one.path("text").textValue()));
    texts.add(null);
    ReviewsLakehouse reviews = ReviewsLakehouse.in(folder.newFolder().toPath(), texts);
    Map<String, Object> facts = reviews.score(Journal.SILENT).facts();

    List<Row> rows = reviews.read("predictions").orderBy("row_id").collectAsList();
    assertThat(rows).hasSize(golden.size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, scala.collection.Seq<Double>> outputs =
          rows.get(i).getJavaMap(rows.get(i).fieldIndex("outputs"));
      List<Double> vector = scala.jdk.javaapi.CollectionConverters.asJava(outputs.get("embedding"));
      JsonNode wanted = golden.get(i).path("vector");
      assertThat(vector).as("text %d", i).hasSize(384);
      IntStream.range(0, 384)
          .forEach(
              at ->
                  assertThat(vector.get(at))
                      .isCloseTo(wanted.get(at).doubleValue(), within(CLOSE)));
      assertThat(rows.get(i).<Double>getAs("score")).isEqualTo(vector.get(0));
    }
    Row held = reviews.read("quarantine").first();
    assertThat(held.<String>getAs("row_id")).isEqualTo("review-" + golden.size());
    assertThat(held.<String>getAs("column")).isEqualTo("review");

    int tokens = golden.stream().mapToInt(one -> one.path("tokens").intValue()).sum();
    assertThat(facts).containsEntry("truncated_rows", 1L);
    Row run = reviews.read("runs").first();
    // Eight bits by dynamic quantization: each row runs alone, so nothing is padded.
    assertThat(run.<Long>getAs("tokens_fed")).isEqualTo(tokens);
    assertThat(run.<Double>getAs("padding_percent")).isZero();
    assertThat(run.<Long>getAs("truncated_rows")).isEqualTo(1);
  }
}
