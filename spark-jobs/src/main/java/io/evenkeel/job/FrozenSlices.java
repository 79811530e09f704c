package io.evenkeel.job;

import io.delta.tables.DeltaTable;
import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.profile.SlicesJson;
import io.evenkeel.stage.drift.SliceChoice;
import io.evenkeel.stage.drift.TableCounts;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.training.ExportManifest;
import io.evenkeel.stage.training.TrainingExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Freezes an export's slices beside its profile, in {@value #FILE}, so that a scoring run of a
 * model that was trained on it can tell drift slice by slice. Rows are sliced by features, and by
 * columns of the spine that the model must not see: these are not in the export's {@code data}. The
 * Delta table {@value #ROWS} beside it has the slice of each exported row, so that training can
 * count what the model predicts by slice.
 *
 * @param query of the export's dates and tables
 * @param most slices of one column, the largest first
 */
record FrozenSlices(SparkSession spark, FeatureSet set, FeatureQuery query, int most) {
  static final String FILE = "slices.json";

  /** Columns {@code _row_id} and {@code _date}, then each column of the slices as text. */
  static final String ROWS = "slices";

  private static final List<String> KEYS = List.of(FeatureRows.ROW_ID, FeatureRows.DATE);
  private static final Set<FeatureType> SLICEABLE =
      EnumSet.of(
          FeatureType.CATEGORY,
          FeatureType.STRING,
          FeatureType.BOOL,
          FeatureType.INT8,
          FeatureType.INT32,
          FeatureType.INT64);
  private static final Set<DataType> SLICEABLE_OF_SPINE =
      Set.of(
          DataTypes.StringType,
          DataTypes.BooleanType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DateType);

  /**
   * Refuses columns that rows cannot be sliced by.
   *
   * @throws EvenkeelException with fault USAGE and every such column
   */
  void check(List<String> by) {
    List<String> features =
        set.columns().stream()
            .filter(column -> SLICEABLE.contains(column.type()))
            .map(FeatureColumn::name)
            .toList();
    List<String> spine =
        Arrays.stream(query.carriable().fields())
            .filter(field -> SLICEABLE_OF_SPINE.contains(field.dataType()))
            .map(StructField::name)
            .toList();
    List<String> problems =
        by.stream()
            .filter(name -> !features.contains(name) && !spine.contains(name))
            .map(
                name ->
                    "Feature set '%s' has no column '%s' to slice by; there are %s, and of its spine %s"
                        .formatted(set.name(), name, features, spine))
            .toList();
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("no export was made")
          .next(
              "name features or columns of the spine in --by, of whole numbers, words, dates or true and false");
    }
  }

  /** Writes the slices, or leaves the same ones there; returns them. */
  ReferenceSlices keep(Path folder, ExportManifest manifest, List<String> by) {
    List<String> keys = by.stream().distinct().toList();
    ReferenceProfile profile = ProfileJson.read(folder.resolve(TrainingExport.PROFILE));
    Optional<ReferenceSlices> there = there(folder, profile, keys);
    if (there.isPresent()) {
      return there.get();
    }
    Dataset<Row> data =
        spark
            .read()
            .format("delta")
            .option("versionAsOf", manifest.deltaVersion())
            .load(folder.resolve(TrainingExport.DATA).toString());
    Dataset<Row> sliced = write(folder.resolve(ROWS), data, profile, keys);
    SliceChoice choice = SliceChoice.of(List.of(sliced), keys, most);
    SlicedCounts counts = counts(data, sliced, profile, choice);
    ReferenceSlices slices = new ReferenceSlices(profile.id(), counts, choice.leftOut());
    DurableFolder.create(folder).replace(FILE, SlicesJson.write(slices));
    return slices;
  }

  private Optional<ReferenceSlices> there(
      Path folder, ReferenceProfile profile, List<String> keys) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file) || !DeltaTable.isDeltaTable(spark, folder.resolve(ROWS).toString())) {
      return Optional.empty();
    }
    return Optional.of(SlicesJson.read(file))
        .filter(found -> found.profile().equals(profile.id()) && found.keys().equals(keys));
  }

  /** Returns the written table. An exported row is once in the spine, so the join adds none. */
  private Dataset<Row> write(
      Path table, Dataset<Row> data, ReferenceProfile profile, List<String> keys) {
    List<String> carried = keys.stream().filter(key -> profile.feature(key).isEmpty()).toList();
    Dataset<Row> rows = carried.isEmpty() ? data : with(data, spine(carried));
    List<Column> columns = new ArrayList<>(KEYS.stream().map(functions::col).toList());
    keys.forEach(key -> columns.add(SliceChoice.text(key).as(key)));
    rows.select(columns.toArray(Column[]::new))
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("overwriteSchema", "true")
        .save(table.toString());
    return spark.read().format("delta").load(table.toString());
  }

  private Dataset<Row> spine(List<String> carried) {
    return query.carrying(carried).spine().drop(FeatureRows.AS_OF);
  }

  private static SlicedCounts counts(
      Dataset<Row> data, Dataset<Row> sliced, ReferenceProfile profile, SliceChoice choice) {
    Dataset<Row> carried =
        sliced.drop(profile.features().stream().map(FeatureProfile::name).toArray(String[]::new));
    Dataset<Row> rows = carried.columns().length == KEYS.size() ? data : with(data, carried);
    List<String> others =
        Arrays.stream(rows.columns()).filter(x -> profile.feature(x).isEmpty()).toList();
    return TableCounts.of(rows, profile, others, choice.slices());
  }

  private static Dataset<Row> with(Dataset<Row> data, Dataset<Row> columns) {
    return data.join(columns, KEYS.toArray(String[]::new), "left");
  }
}
