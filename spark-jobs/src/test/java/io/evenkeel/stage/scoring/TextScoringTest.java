package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evenkeel.SparkTestSession;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Rows with a text, in windows and batches of any size. */
public final class TextScoringTest {
  private static final int COPIES = 12;
  private static final double CLOSE = 1e-5;
  private static final int ALLOWED = 20;
  private static final InputSample ALL = InputSample.of(1, 1);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TestModel model;

  @Before
  public void open() throws IOException {
    model = TestModel.open("text_encoder", folder.newFolder().toPath());
  }

  @Test
  public void givesEachRowTheScoreOfItsTextInWhateverBatch() {
    Dataset<Row> rows = table().table(2);
    for (TextBatching texts :
        List.of(
            TextBatching.USUAL,
            new TextBatching(50, 1 << 20, 100, ALLOWED),
            new TextBatching(7, 1 << 20, 1, ALLOWED),
            new TextBatching(1000, 300, 48, ALLOWED))) {
      equalsPython(score(rows, texts), texts);
    }
  }

  @Test
  public void takesTextsFromColumnsAsFromRows() throws IOException {
    String path = folder.newFolder().toPath().resolve("rows").toString();
    table().table(1).write().parquet(path);
    Dataset<Row> columns = SparkTestSession.session().read().parquet(path);
    for (TextBatching texts :
        List.of(
            new TextBatching(40, 1 << 20, 100, ALLOWED),
            new TextBatching(1000, 300, 100, ALLOWED))) {
      equalsPython(score(columns, texts), texts);
    }
  }

  @Test
  public void padsNoMoreThanIsAllowed() {
    Dataset<Row> rows = table().table(1);
    TextFigures ordered = figures(score(rows, new TextBatching(1000, 1 << 20, 192, 10)));
    TextFigures asTheyCome = figures(score(rows, new TextBatching(8, 1 << 20, 192, 100)));
    TextFigures without = figures(score(rows, new TextBatching(1000, 1 << 20, 192, 0)));
    long tokens = (long) COPIES * IntStream.of(tokens()).sum();
    assertThat(ordered.tokens()).isEqualTo(tokens);
    assertThat(ordered.tokensFed()).isGreaterThan(tokens);
    assertThat(ordered.paddingPercent()).isBetween(0.1, 10.0);
    assertThat(asTheyCome.paddingPercent()).isGreaterThan(20);
    assertThat(without.paddingPercent()).isZero();
    // Three of the texts have more than 24 tokens.
    assertThat(ordered.cutRows()).isEqualTo(3L * COPIES);
    assertThat(ordered.facts())
        .containsOnlyKeys("tokens_fed", "padding_percent", "truncated_rows", "tokenizer_seconds");
  }

  @Test
  public void endsAWindowWhereItsTextsTakeTooMuchMemory() {
    Dataset<Row> rows = table().table(1);
    // A window for each text, but that an empty one takes no memory and leaves room for another.
    Dataset<Row> alone = score(rows, new TextBatching(1000, 1, 1000, 100));
    assertThat(scoring(alone).batches()).isEqualTo(COPIES * (model.expected().rows().size() - 1L));
    assertThat(scoring(score(rows, new TextBatching(1000, 1 << 20, 100_000, 100))).batches())
        .isEqualTo(1);
  }

  @Test
  public void keepsTheTextThatTheModelWasGivenForASample() {
    Dataset<Row> fed =
        score(table().table(1), TextBatching.USUAL).where("kind = 'fed' and row_id = 'r0-0'");
    assertThat(fed.select("row").first().getString(0))
        .isEqualTo("{\"review\":\"The flight was late and the crew was not friendly.\"}");
  }

  @Test
  public void spreadsRowsOfOnePartitionOverTasksAndAlwaysTheSame() {
    Dataset<Row> together = table().table(1);
    Dataset<Row> spread = TextRows.spread(together, model.artifact());
    Dataset<Row> staged = score(spread, TextBatching.USUAL);
    equalsPython(staged, TextBatching.USUAL);
    int cores = together.sparkSession().sparkContext().defaultParallelism();
    assertThat(staged.where("kind = 'task'").count()).isEqualTo(2L * cores);
    assertThat(parts(spread))
        .isEqualTo(parts(TextRows.spread(table().table(3), model.artifact())))
        .hasSize((int) together.count());
  }

  @Test
  public void leavesRowsOfOtherModelsWhereTheyAre() throws IOException {
    TestModel trees = TestModel.open("trees", folder.newFolder().toPath());
    Dataset<Row> rows = table().table(1);
    assertThat(TextRows.spread(rows, trees.artifact())).isSameAs(rows);
  }

  /** Returns the partition of each row. */
  private static Map<String, Integer> parts(Dataset<Row> rows) {
    return rows.selectExpr("_row_id", "spark_partition_id()").collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getInt(1)));
  }

  private void equalsPython(Dataset<Row> staged, TextBatching texts) {
    Map<String, Row> found = TestScoring.byId(staged);
    assertThat(found).hasSize(COPIES * model.expected().rows().size() + 1);
    Row missing = found.remove("missing");
    assertThat(missing.<String>getAs("kind")).isEqualTo("quarantined");
    assertThat(missing.<String>getAs("column")).isEqualTo("review");
    found.forEach(
        (id, row) -> {
          int text = Integer.parseInt(id.substring(1, id.indexOf('-')));
          String what = id + " with " + texts;
          assertThat(row.<Double>getAs("score"))
              .as(what)
              .isCloseTo(model.expected().scores().get(text).doubleValue(), within(CLOSE));
          assertThat(row.<String>getAs("class"))
              .as(what)
              .isEqualTo(model.expected().classes().get(text).textValue());
          Map<String, ?> outputs = row.getJavaMap(row.fieldIndex("outputs"));
          assertThat(outputs).as(what).containsOnlyKeys("embedding");
        });
  }

  private Dataset<Row> score(Dataset<Row> rows, TextBatching texts) {
    return TestScoring.score(
            model,
            rows,
            new ScoringSettings(
                new BatchSize.Calibrated(4096, 200, 64 << 20), 1, ALL, Device.CPU, texts))
        .cache();
  }

  private static ScoringFigures scoring(Dataset<Row> staged) {
    return ScoringFigures.of(staged.where("kind = 'task'")).orElseThrow();
  }

  private static TextFigures figures(Dataset<Row> staged) {
    return scoring(staged).texts().orElseThrow();
  }

  private int[] tokens() {
    return model.expected().tokens().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Every text of the model several times, mixed, and one row without a text. */
  private FeatureTable table() {
    List<String> ids = new ArrayList<>(List.of("missing"));
    for (int text = 0; text < model.expected().rows().size(); text++) {
      for (int copy = 0; copy < COPIES; copy++) {
        ids.add("r%d-%d".formatted(text, copy));
      }
    }
    Collections.shuffle(ids, new Random(11));
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    for (String id : ids) {
      var unused =
          table.with(
              id,
              id.equals("missing")
                  ? JsonNodeFactory.instance.arrayNode().addNull()
                  : model
                      .expected()
                      .rows()
                      .get(Integer.parseInt(id.substring(1, id.indexOf('-')))));
    }
    return table;
  }
}
