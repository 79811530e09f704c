package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evenkeel.feature.Reason;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.onnx.FeatureSlot;
import io.evenkeel.profile.ProfileCounter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** The features of a row, in the model's order. Not thread-safe. */
final class FeatureColumns {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<ModelFeature> features;
  private final ColumnReader[] readers;

  FeatureColumns(List<ModelFeature> features) {
    this.features = features;
    this.readers = new ColumnReader[features.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = ColumnReader.of(features.get(i).type(), InputRow.FIRST_FEATURE + i);
    }
  }

  /** Returns how many columns a row has, those before the features included. */
  int columns() {
    return InputRow.FIRST_FEATURE + readers.length;
  }

  /** Writes {@code rows[from] ... rows[to - 1]} to rows 0 and on of the model's input. */
  void put(InternalRow[] rows, int from, int to, List<FeatureSlot> slots) {
    for (int i = 0; i < readers.length; i++) {
      readers[i].put(rows, from, to, slots.get(i));
    }
  }

  /**
   * Returns the first feature that is missing from {@code row} and that the model has no place for.
   * The contract between definition and model leaves no such feature; a batch would fail on it.
   */
  Optional<Breach> unplaceable(InternalRow row, List<FeatureSlot> slots) {
    for (int i = 0; i < readers.length; i++) {
      if (row.isNullAt(readers[i].ordinal()) && !slots.get(i).holdsMissing()) {
        return Optional.of(new Breach(features.get(i).name(), Reason.MISSING, "null"));
      }
    }
    return Optional.empty();
  }

  /** Counts the features of {@code row}. */
  void count(InternalRow row, List<ProfileCounter> counters) {
    for (int i = 0; i < readers.length; i++) {
      if (row.isNullAt(readers[i].ordinal())) {
        counters.get(i).addNull();
      } else {
        readers[i].count(row, counters.get(i));
      }
    }
  }

  /** Returns the features of {@code row} as a JSON object; what is missing is null. */
  String json(InternalRow row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < readers.length; i++) {
        json.writeFieldName(features.get(i).name());
        if (row.isNullAt(readers[i].ordinal())) {
          json.writeNull();
        } else {
          readers[i].write(row, json);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }
}
