package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TestArtifacts.Expected;
import io.evenkeel.model.TextArtifact;
import io.evenkeel.model.text.TokenizerCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TextModelTest {
  private static final double CLOSE = 1e-5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ModelArtifact artifact = TestArtifacts.open("text_encoder");
  private final Expected expected = TestArtifacts.expected("text_encoder");

  @Test
  public void equalsPythonHoweverRowsAreMixedAndPadded() throws Exception {
    List<Integer> order = range(expected.rows().size());
    for (int batch : new int[] {1, 3, 16}) {
      Collections.shuffle(order, new Random(batch));
      equalsPython(order, batch);
    }
  }

  @Test
  public void isSharedByTasksThatRunAtOnce() throws Exception {
    List<Integer> order = range(expected.rows().size());
    int loads = TokenizerCache.ofThisProcess().loads();
    ExecutorService tasks = Executors.newFixedThreadPool(4);
    try (OnnxScorer held = open(artifact, 1)) {
      assertThat(held.texts()).isPresent();
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int batch = 1; batch <= 8; batch++) {
        int rows = batch;
        work.add(
            () -> {
              equalsPython(order, rows);
              return true;
            });
      }
      for (Future<Boolean> done : tasks.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      tasks.shutdown();
    }
    assertThat(TokenizerCache.ofThisProcess().loads() - loads).isLessThanOrEqualTo(1);
  }

  @Test
  public void tellsWhichTextsLoseTheirEnd() {
    try (OnnxScorer scorer = open(artifact, 1)) {
      List<String> cut =
          expected.rows().stream()
              .map(row -> row.get(0).textValue())
              .filter(text -> scorer.texts().orElseThrow().of(text).cut())
              .toList();
      // 22 words and the two tokens of the tokenizer's own are just the 24; "end" is three pieces.
      assertThat(cut)
          .containsExactly("the ".repeat(40), "bad ".repeat(21) + "end", "bad ".repeat(23));
    }
  }

  @Test
  public void takesAPositionOfThePooledVectorAsScoreWhereTheGraphHasNoHead() throws Exception {
    ModelArtifact headless =
        TextArtifact.edited(
            folder.getRoot().toPath(),
            metadata -> {
              TextArtifact.at(metadata, "/outputs/score")
                  .put("tensor", "last_hidden_state")
                  .put("index", 5);
              TextArtifact.at(metadata, "/outputs/class").put("rule", "none");
              metadata.putArray("target_classes");
            });
    try (OnnxScorer scorer = open(headless, expected.rows().size())) {
      fill(scorer, range(expected.rows().size()));
      Scores scores = scorer.run(expected.rows().size());
      for (int row = 0; row < expected.rows().size(); row++) {
        assertThat(scores.score(row))
            .isCloseTo(expected.more("embedding").get(row)[5], within(CLOSE));
      }
    }
  }

  @Test
  public void takesTheFirstTokensVectorWhereThatIsDeclared() throws Exception {
    ModelArtifact first =
        TextArtifact.edited(
            folder.getRoot().toPath(),
            metadata ->
                TextArtifact.at(metadata, "/text/pooling")
                    .put("method", "first")
                    .put("normalize", false));
    try (OnnxScorer scorer = open(first, 2)) {
      fill(scorer, List.of(0, 7));
      double[] together = scorer.run(2).more(0, 0);
      fill(scorer, List.of(0));
      double[] alone = scorer.run(1).more(0, 0);
      assertThat(together).hasSize(16).containsExactly(alone, within(CLOSE));
      double length = 0;
      for (double each : alone) {
        length += each * each;
      }
      assertThat(length).isNotCloseTo(1, within(0.1));
    }
  }

  private static List<Integer> range(int rows) {
    return IntStream.range(0, rows).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  private void equalsPython(List<Integer> order, int batch) throws Exception {
    try (OnnxScorer scorer = open(artifact, batch)) {
      for (int from = 0; from < order.size(); from += batch) {
        List<Integer> rows = order.subList(from, Math.min(from + batch, order.size()));
        fill(scorer, rows);
        Scores scores = scorer.run(rows.size());
        for (int i = 0; i < rows.size(); i++) {
          int row = rows.get(i);
          String what = "row %d in batches of %d".formatted(row, batch);
          assertThat(scores.score(i)).as(what).isCloseTo(expected.score(row), within(CLOSE));
          assertThat(scores.classOf(i)).as(what).isEqualTo(expected.classes().get(row).asText());
          assertThat(scores.more(0, i))
              .as(what)
              .containsExactly(expected.more("embedding").get(row), within(CLOSE));
        }
      }
    }
  }

  private void fill(OnnxScorer scorer, List<Integer> rows) {
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = expected.rows().get(rows.get(i));
      scorer.slots().get(0).putText(i, row.get(0).textValue());
    }
  }

  private static OnnxScorer open(ModelArtifact artifact, int batch) {
    return OnnxScorer.open(
        artifact.metadata(), artifact::onnx, artifact::tokenizer, new ScorerOptions(batch, 1));
  }
}
