package io.evenkeel.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Scoring as most would write it: {@code Dataset<Row>.mapPartitions}, a session for each partition,
 * a {@code float[][]} for each batch. Without profile, quarantine and checks.
 */
final class PlainScoring {
  private static final int BATCH = 1024;
  private static final StructType SCORED =
      new StructType().add("row_id", DataTypes.StringType).add("score", DataTypes.DoubleType);

  private PlainScoring() {}

  /** Scores rows of an id and then floats. */
  static Dataset<Row> score(Dataset<Row> rows, byte[] onnx, int features) {
    MapPartitionsFunction<Row, Row> task = partition -> new Scored(partition, onnx, features);
    return rows.mapPartitions(task, Encoders.row(SCORED));
  }

  private static final class Scored implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int features;
    private final OrtSession session;
    private Iterator<Row> batch = List.<Row>of().iterator();

    private Scored(Iterator<Row> rows, byte[] onnx, int features) throws OrtException {
      this.rows = rows;
      this.features = features;
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(1);
        this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      }
    }

    @Override
    public boolean hasNext() {
      return batch.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!batch.hasNext()) {
        batch = scored();
      }
      return batch.next();
    }

    private Iterator<Row> scored() {
      List<Row> taken = new ArrayList<>(BATCH);
      while (taken.size() < BATCH && rows.hasNext()) {
        taken.add(rows.next());
      }
      float[][] input = new float[taken.size()][features];
      for (int row = 0; row < input.length; row++) {
        for (int i = 0; i < features; i++) {
          input[row][i] = taken.get(row).getFloat(i + 1);
        }
      }
      List<Row> results = new ArrayList<>(input.length);
      try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input);
          OrtSession.Result result = session.run(Map.of("x", tensor))) {
        float[][] scores = (float[][]) result.get(0).getValue();
        for (int row = 0; row < scores.length; row++) {
          results.add(RowFactory.create(taken.get(row).getString(0), (double) scores[row][0]));
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
      return results.iterator();
    }
  }
}
