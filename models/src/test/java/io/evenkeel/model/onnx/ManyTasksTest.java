package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TestArtifacts.Expected;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

/** As many tasks as an executor has: 64 of them, eight at a time. */
public final class ManyTasksTest {
  private static final int TASKS = 64;
  private static final int SLOTS = 8;

  @Test
  public void shareOneSessionOneTrialAndOneCalibration() throws Exception {
    ModelArtifact artifact = TestArtifacts.open("lightgbm_binary");
    Expected expected = TestArtifacts.expected("lightgbm_binary");
    // Limits and threads that no other test of this process asks for.
    ScorerOptions options =
        new ScorerOptions(
            new BatchSize.Calibrated(333, 20, 1 << 20), 1, Placement.CPU, TreeKernels.AUTO);
    Callable<String> task =
        () -> {
          try (OnnxScorer scorer = OnnxScorer.open(artifact.metadata(), artifact::onnx, options)) {
            Filling.fill(scorer, artifact.metadata(), expected.rows().subList(0, 3));
            double score = scorer.run(3).score(2);
            return "%s %s %d".formatted(score, scorer.trial(), scorer.capacity());
          }
        };
    int before = SessionCache.ofThisProcess().loads();
    boolean loaded = SessionCache.ofThisProcess().holds(artifact.metadata().onnx().sha256());
    ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
    try {
      List<Future<String>> found = slots.invokeAll(Collections.nCopies(TASKS, task));
      String first = found.get(0).get();
      assertThat(first).startsWith(expected.score(2) + " ");
      for (Future<String> other : found) {
        assertThat(other.get()).isEqualTo(first);
      }
    } finally {
      slots.shutdown();
    }
    assertThat(SessionCache.ofThisProcess().loads()).isEqualTo(loaded ? before : before + 1);
    assertThat(SessionCache.ofThisProcess().leases()).isZero();
  }
}
