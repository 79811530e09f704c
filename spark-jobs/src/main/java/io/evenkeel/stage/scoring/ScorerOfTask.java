package io.evenkeel.stage.scoring;

import io.evenkeel.model.onnx.OnnxScorer;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A task's scorer, opened when it is first asked for and closed when the task ends. Not
 * thread-safe.
 */
final class ScorerOfTask implements Supplier<OnnxScorer>, TaskCompletionListener {
  private final Supplier<OnnxScorer> open;
  private Optional<OnnxScorer> opened = Optional.empty();

  ScorerOfTask(Supplier<OnnxScorer> open) {
    this.open = open;
  }

  @Override
  public OnnxScorer get() {
    if (opened.isEmpty()) {
      opened = Optional.of(open.get());
    }
    return opened.get();
  }

  @Override
  public void onTaskCompletion(TaskContext context) {
    opened.ifPresent(OnnxScorer::close);
  }
}
