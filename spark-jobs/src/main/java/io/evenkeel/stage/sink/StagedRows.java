package io.evenkeel.stage.sink;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of staged rows. {@code kind} tells which of the others are set:
 *
 * <ul>
 *   <li>{@code scored}: row_id, as_of, score, class unless the model is a regressor, and outputs
 *       where the model's metadata keeps any. Its files also have what gave the scores: they are
 *       those that are published.
 *   <li>{@code fed}: row_id, as_of and row, the JSON of what the model was given, of a scored row
 *       that is in the run's sample.
 *   <li>{@code quarantined}: row_id (null where the spine's is), as_of, the first breach as reason,
 *       column and value, all breaches, and row, the JSON of the feature values.
 *   <li>{@code profile}: profile_feature and profile_counts, one task's part of the counts; of a
 *       slice, whose key and value are in column and value, or of all rows, where these are null.
 *   <li>{@code task}: how one task scored: class is what ran the model, value its name and version,
 *       profile_counts the task's figures.
 * </ul>
 */
public final class StagedRows {
  /** The value of {@code kind} for a row that has a score. */
  public static final String SCORED = "scored";

  /** The value of {@code kind} for what the model was given for a row that has a score. */
  public static final String FED = "fed";

  /** The value of {@code kind} for a row that must not have a score. */
  public static final String QUARANTINED = "quarantined";

  /** The value of {@code kind} for a part of a profile. */
  public static final String PROFILE = "profile";

  /** The value of {@code kind} for how a task scored. */
  public static final String TASK = "task";

  /** The columns, in order, with their types. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          "kind STRING, row_id STRING, as_of TIMESTAMP, score DOUBLE, class STRING, reason STRING,"
              + " column STRING, value STRING,"
              + " breaches ARRAY<STRUCT<column: STRING, reason: STRING, value: STRING>>,"
              + " row STRING, profile_feature STRING, profile_counts ARRAY<BIGINT>,"
              + " outputs MAP<STRING, ARRAY<DOUBLE>>");

  private StagedRows() {}

  /**
   * Returns the columns that the files of a kind have, in order.
   *
   * @param given every column that is written, but for the kind
   */
  static StructType columns(String kind, StructType given) {
    List<String> names =
        kind.equals(SCORED) ? PredictionsTable.dataColumns() : Arrays.asList(SCHEMA.fieldNames());
    return new StructType(
            names.stream()
                .filter(name -> !name.equals("kind"))
                .map(given::apply)
                .toArray(StructField[]::new))
        .asNullable();
  }

  /**
   * Returns the rows with the columns in order.
   *
   * @throws EvenkeelException with fault INTERNAL, naming every column that is missing or of
   *     another type
   */
  static Dataset<Row> require(Dataset<Row> rows) {
    StructType given = rows.schema();
    List<String> problems =
        Arrays.stream(SCHEMA.fields())
            .filter(field -> !sameType(given, field.name(), field.dataType()))
            .map(
                field ->
                    "Staged rows need a column " + field.toDDL() + "; given are " + given.toDDL())
            .toList();
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.INTERNAL, problems);
    }
    return rows.selectExpr(
        Arrays.stream(SCHEMA.names()).map(name -> "`" + name + "`").toArray(String[]::new));
  }

  private static boolean sameType(StructType given, String name, DataType type) {
    return Arrays.asList(given.names()).contains(name)
        && given.apply(name).dataType().asNullable().equals(type.asNullable());
  }
}
