package io.evenkeel.stage.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.ModelMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Compares what a model was given with what a training export holds. Stateless. */
public final class Parity {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private Parity() {}

  /**
   * Compares every cell of a sample.
   *
   * @param fed {@code row_id} and {@code row}, the JSON of texts read out of the input tensors
   * @param exported feature rows of a training export, those of {@code fed} among them
   */
  public static ParityReport compare(ModelMetadata metadata, List<Row> fed, List<Row> exported) {
    Map<String, Row> byId = new HashMap<>();
    exported.forEach(row -> byId.put(row.getAs(FeatureRows.ROW_ID), row));
    ExpectedInput expected = ExpectedInput.of(metadata);
    Tally tally = new Tally();
    for (Row row : fed) {
      String id = row.getAs("row_id");
      Optional<Row> answer = Optional.ofNullable(byId.get(id));
      if (answer.isEmpty()) {
        tally.missing(id);
      } else {
        tally.compare(id, texts(row.getAs("row")), answer.get(), expected);
      }
    }
    return tally.report();
  }

  private static Map<String, String> texts(String json) {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not what scoring stages: " + json, e);
    }
  }

  /** What was compared so far. Not thread-safe. */
  private static final class Tally {
    private final Map<String, Long> differing = new TreeMap<>();
    private final List<ParityReport.Difference> examples = new ArrayList<>();
    private long rows;
    private long cells;
    private long absent;

    void missing(String id) {
      absent++;
      note(new ParityReport.Difference(id, FeatureRows.ROW_ID, id, "no such row"));
    }

    void compare(String id, Map<String, String> fed, Row row, ExpectedInput expected) {
      rows++;
      for (String feature : expected.inputs().keySet()) {
        cells++;
        String found = fed.getOrDefault(feature, "nothing");
        String text = expected.text(row, feature);
        if (!found.equals(text)) {
          differing.merge(feature, 1L, Long::sum);
          note(new ParityReport.Difference(id, feature, found, text));
        }
      }
    }

    private void note(ParityReport.Difference difference) {
      if (examples.size() < ParityReport.MOST_EXAMPLES) {
        examples.add(difference);
      }
    }

    ParityReport report() {
      return new ParityReport(rows, cells, absent, differing, examples);
    }
  }
}
