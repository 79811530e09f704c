package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.profile.ReferenceProfile;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What a task does. Travels as the metadata's text, from which each task makes the checked record
 * again, and as broadcast bytes, whose hash is checked before they become a session. An empty
 * partition opens nothing.
 */
record ScorePartition(
    String metadataJson,
    Broadcast<byte[]> onnx,
    Broadcast<ReferenceProfile> reference,
    ScoringSettings settings)
    implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    ModelMetadata metadata = ModelMetadata.parse(metadataJson);
    ScorerOfTask scorer =
        new ScorerOfTask(() -> OnnxScorer.open(metadata, onnx::value, settings.scorerOptions()));
    // Also when the task fails or is killed: a session whose lease never ends is never closed.
    TaskContext.get().addTaskCompletionListener(scorer);
    return new PartitionScoring(rows, metadata, scorer, reference.value(), settings);
  }
}
