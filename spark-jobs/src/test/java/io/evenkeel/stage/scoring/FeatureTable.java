package io.evenkeel.stage.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.ModelFeature;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Builds a table of feature rows, as the feature engine makes them, from rows of JSON. */
final class FeatureTable {
  static final Timestamp AS_OF = Timestamp.valueOf("2013-07-03 20:00:00");
  private static final String BREACHES =
      "ARRAY<STRUCT<column: STRING, reason: STRING, value: STRING>>";

  private final List<ModelFeature> features;
  private final List<Row> rows = new ArrayList<>();

  FeatureTable(List<ModelFeature> features) {
    this.features = features;
  }

  /** A table of all rows of a model, with the ids r0, r1 and so on. */
  static FeatureTable of(TestModel model) {
    FeatureTable table = new FeatureTable(model.artifact().metadata().features());
    model.expected().rows().forEach(row -> table.with("r" + table.rows.size(), row));
    return table;
  }

  FeatureTable with(String id, JsonNode values, Row... breaches) {
    List<Object> row = new ArrayList<>(List.of(id, Date.valueOf("2013-07-04"), AS_OF));
    for (int i = 0; i < features.size(); i++) {
      row.add(value(features.get(i).type(), values.get(i)));
    }
    row.add(List.of(breaches));
    row.add(List.of());
    rows.add(RowFactory.create(row.toArray()));
    return this;
  }

  Dataset<Row> table(int partitions) {
    String columns =
        features.stream()
            .map(feature -> feature.name() + " " + feature.type().sqlType())
            .collect(Collectors.joining(", "));
    StructType type =
        StructType.fromDDL(
            "%s STRING, %s DATE, %s TIMESTAMP, %s, %s %s, %s %s"
                .formatted(
                    FeatureRows.ROW_ID,
                    FeatureRows.DATE,
                    FeatureRows.AS_OF,
                    columns,
                    FeatureRows.BREACHES,
                    BREACHES,
                    FeatureRows.FLAGS,
                    BREACHES));
    return SparkTestSession.session().createDataFrame(rows, type).repartition(partitions);
  }

  private static Object value(FeatureType type, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return switch (type) {
      case FLOAT32 -> (float) TestModel.number(value);
      case FLOAT64 -> TestModel.number(value);
      case INT8 -> (byte) value.intValue();
      case INT32 -> value.intValue();
      case INT64 -> value.longValue();
      case BOOL -> value.booleanValue();
      case STRING, CATEGORY -> value.textValue();
    };
  }
}
