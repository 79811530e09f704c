package io.evenkeel.stage.feature;

import io.evenkeel.SparkTestSession;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A definition and small tables written down as SQL values, to ask the engine about. */
final class Scene {
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

  private final FeatureSet set;
  private final Map<String, Dataset<Row>> tables = new HashMap<>();
  private FeatureEngine engine = new FeatureEngine();

  private Scene(FeatureSet set) {
    this.set = set;
  }

  /** A scene of a definition in HOCON. */
  static Scene of(String definition) {
    return new Scene(read(definition));
  }

  /** Reads a definition in HOCON. */
  static FeatureSet read(String definition) {
    try {
      Path file = Files.createTempFile("scene", ".conf");
      try {
        return Definitions.read(Files.writeString(file, definition));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a table.
   *
   * @param schema such as {@code rider string, at timestamp}; wall clocks are UTC
   * @param rows each the SQL values of one row, such as {@code 'A', '2024-01-01 12:00:00'}
   */
  Scene table(String name, String schema, String... rows) {
    String columns =
        Arrays.asList(schema.split(", ", -1)).stream()
            .map(column -> column.split(" ", 2))
            .map(column -> "cast(%s as %s) as %s".formatted(column[0], column[1], column[0]))
            .collect(Collectors.joining(", "));
    String names =
        Arrays.asList(schema.split(", ", -1)).stream()
            .map(column -> column.split(" ", 2)[0])
            .collect(Collectors.joining(", "));
    Dataset<Row> table =
        rows.length == 0
            ? SparkTestSession.session().createDataFrame(List.of(), schema(schema))
            : SparkTestSession.session()
                .sql(
                    "select %s from values (%s) as t(%s)"
                        .formatted(columns, String.join("), (", rows), names));
    return table(name, table);
  }

  Scene table(String name, Dataset<Row> rows) {
    tables.put(name, rows);
    return this;
  }

  private static org.apache.spark.sql.types.StructType schema(String schema) {
    return org.apache.spark.sql.types.StructType.fromDDL(schema);
  }

  /** Folds windows in that way from now on. */
  Scene through(WindowStrategy strategy) {
    engine = new FeatureEngine(strategy);
    return this;
  }

  FeatureSet set() {
    return set;
  }

  Dataset<Row> table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  /** Returns every feature row. */
  Dataset<Row> rows() {
    return engine.rows(set, this::table, FIRST, LAST);
  }

  /** Returns the feature rows of some dates. */
  Dataset<Row> rows(LocalDate from, LocalDate to) {
    return engine.rows(set, this::table, from, to);
  }

  /** Returns every feature row with its label. */
  Dataset<Row> labelled(Instant cutoff) {
    return engine.labelled(set, this::table, FIRST, LAST, cutoff);
  }

  /** Returns the one feature row of that id. */
  Row row(String id) {
    return only(rows(), id);
  }

  /** Returns the one row of that id. */
  static Row only(Dataset<Row> rows, String id) {
    List<Row> found = rows.filter(rows.col(FeatureRows.ROW_ID).equalTo(id)).collectAsList();
    if (found.size() != 1) {
      throw new AssertionError("%d rows have the id %s".formatted(found.size(), id));
    }
    return found.get(0);
  }

  /** Returns the breaches of a row as {@code column: reason (value)}. */
  static List<String> breaches(Row row) {
    return words(row, FeatureRows.BREACHES);
  }

  /** Returns the flags of a row as {@code column: reason (value)}. */
  static List<String> flags(Row row) {
    return words(row, FeatureRows.FLAGS);
  }

  private static List<String> words(Row row, String column) {
    return row.<Row>getList(row.fieldIndex(column)).stream()
        .map(b -> "%s: %s (%s)".formatted(b.getString(0), b.getString(1), b.getString(2)))
        .toList();
  }
}
