package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.List;
import java.util.Map;

/**
 * The score in a sequence of maps from class to probability, which the ZipMap operator makes. Slow:
 * the runtime builds a map for each row. Convert models without ZipMap where you can.
 *
 * @param className the class whose probability is the score, as text
 */
record MappedScore(String name, String className) implements OutputReader {
  @Override
  public void read(OnnxValue value, int rows, Scores scores) throws OrtException {
    List<? extends OnnxValue> maps = ((OnnxSequence) value).getValue();
    RowShape.requireRows(name, maps.size(), rows);
    for (int row = 0; row < rows; row++) {
      try (OnnxMap map = (OnnxMap) maps.get(row)) {
        scores.setScore(row, probability(map.getValue()));
      }
    }
  }

  private double probability(Map<?, ?> byClass) {
    for (Map.Entry<?, ?> entry : byClass.entrySet()) {
      if (String.valueOf(entry.getKey()).equals(className)
          && entry.getValue() instanceof Number number) {
        return number.doubleValue();
      }
    }
    throw EvenkeelException.of(
        Fault.CONTRACT,
        "Output '%s' has the classes %s; '%s' was declared as the score"
            .formatted(name, byClass.keySet(), className));
  }
}
