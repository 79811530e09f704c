package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * What a task does. Travels as the metadata's text, from which each task makes the checked record
 * again, and as broadcast bytes, whose hash is checked before they become a session. An empty
 * partition opens nothing.
 */
record ScoreTask(
    String metadataJson,
    Broadcast<byte[]> onnx,
    Broadcast<byte[]> tokenizer,
    Broadcast<ReferenceProfile> reference,
    List<Slice> slices,
    ScoringSettings settings)
    implements Serializable {

  /** Scores a partition of rows in the order of {@link InputRow}. */
  Iterator<InternalRow> rows(Iterator<InternalRow> rows) {
    return rows.hasNext() ? score(new RowSource(rows)) : Collections.emptyIterator();
  }

  /** Scores a partition of columns. */
  Iterator<InternalRow> columns(Iterator<ColumnarBatch> batches, ColumnLayout layout) {
    return batches.hasNext()
        ? score(new ColumnSource(batches, layout))
        : Collections.emptyIterator();
  }

  private Iterator<InternalRow> score(BatchSource source) {
    ModelMetadata metadata = ModelMetadata.parse(metadataJson);
    OnnxScorer scorer =
        OnnxScorer.open(metadata, onnx::value, tokenizer::value, settings.scorerOptions());
    // Also when the task fails or is killed: a session whose lease never ends is never closed.
    TaskContext.get().addTaskCompletionListener(new ScorerOfTask(scorer));
    return new PartitionScoring(source, metadata, scorer, reference.value(), slices, settings);
  }
}
