package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.Pooling;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Makes one vector of the vectors of a text's tokens, and takes score and further outputs from it.
 * The mean is {@code sum(v[t]) / n} over the text's {@code n} tokens, which is what sentence
 * encoders are trained with (Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084); sums are
 * of 64 bits. A text without any token has no mean: NaN.
 *
 * @param tokens tells how many vectors of a row are not padding
 * @param score position of the score in the vector, where the score is taken from it
 * @param more positions of the further outputs that are this vector
 */
record PooledReader(Pooling pooling, TokenRows tokens, OptionalInt score, List<Integer> more)
    implements OutputReader {
  @Override
  public String name() {
    return pooling.tensor();
  }

  @Override
  public void read(OnnxValue value, int rows, Scores scores) throws OrtException {
    OnnxTensor tensor = (OnnxTensor) value;
    long[] shape = tensor.getInfo().getShape();
    int longest = tokens.longest(rows);
    if (shape.length != 3
        || shape[0] != rows
        || shape[1] != longest
        || score.orElse(0) >= shape[2]) {
      throw EvenkeelException.of(
          Fault.CONTRACT,
          "Output '%s' has shape %s for %d rows of %d tokens; %s"
              .formatted(
                  name(),
                  Arrays.toString(shape),
                  rows,
                  longest,
                  score.isPresent()
                      ? "the score is position " + score.getAsInt()
                      : "it is pooled"));
    }
    int width = (int) shape[2];
    double[] pooled = new double[Math.multiplyExact(rows, width)];
    FloatBuffer vectors = tensor.getFloatBuffer();
    for (int row = 0; row < rows; row++) {
      pool(vectors, row * longest, tokens.at(row).length(), pooled, row * width, width);
      int at = row * width;
      score.ifPresent(index -> scores.setScore(at / width, pooled[at + index]));
    }
    more.forEach(output -> scores.setMore(output, pooled, width));
  }

  private void pool(FloatBuffer vectors, int first, int length, double[] to, int at, int width) {
    int counted = pooling.method() == Pooling.Method.FIRST ? Math.min(1, length) : length;
    for (int token = first; token < first + counted; token++) {
      for (int i = 0; i < width; i++) {
        to[at + i] += vectors.get(token * width + i);
      }
    }
    double square = 0;
    for (int i = at; i < at + width; i++) {
      to[i] /= counted;
      square += to[i] * to[i];
    }
    if (pooling.normalize()) {
      double norm = Math.sqrt(square);
      for (int i = at; i < at + width; i++) {
        to[i] /= norm;
      }
    }
  }
}
