package io.evenkeel.model.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.TestArtifacts;
import java.util.List;

/** Fills a scorer's slots from rows of JSON, as a stage fills them from rows of a table. */
final class Filling {
  private Filling() {}

  /** Fills rows 0 to n - 1 of the batch. */
  static void fill(OnnxScorer scorer, ModelMetadata metadata, List<JsonNode> rows) {
    for (int row = 0; row < rows.size(); row++) {
      for (int feature = 0; feature < metadata.features().size(); feature++) {
        fill(scorer.slots().get(feature), metadata, feature, row, rows.get(row).get(feature));
      }
    }
  }

  private static void fill(
      FeatureSlot slot, ModelMetadata metadata, int feature, int row, JsonNode value) {
    if (value.isNull()) {
      slot.putMissing(row);
      return;
    }
    switch (metadata.features().get(feature).type()) {
      case FLOAT32 -> slot.putFloat(row, (float) TestArtifacts.number(value));
      case FLOAT64 -> slot.putDouble(row, TestArtifacts.number(value));
      case INT8, INT32, INT64 -> slot.putLong(row, value.longValue());
      case BOOL -> slot.putBool(row, value.booleanValue());
      case STRING, CATEGORY -> slot.putText(row, value.textValue());
    }
  }
}
