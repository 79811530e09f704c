package io.evenkeel.stage.scoring;

import io.evenkeel.model.onnx.OnnxScorer;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Closes a task's scorer when the task ends, also when it fails or is killed. */
record ScorerOfTask(OnnxScorer scorer) implements TaskCompletionListener {
  @Override
  public void onTaskCompletion(TaskContext context) {
    scorer.close();
  }
}
