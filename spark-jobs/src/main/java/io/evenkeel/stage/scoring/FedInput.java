package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.onnx.FeatureSlot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads out of the input tensors what the model was given for a row.
 *
 * @param features in the order of the slots
 */
record FedInput(List<ModelFeature> features) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Returns a JSON object of texts that differ where a bit of the tensors does. */
  String json(List<FeatureSlot> slots, int row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < slots.size(); i++) {
        json.writeStringField(features.get(i).name(), slots.get(i).text(row));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }
}
