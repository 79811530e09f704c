package io.evenkeel.job;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.profile.SlicesJson;
import io.evenkeel.stage.drift.SliceChoice;
import io.evenkeel.stage.drift.TableCounts;
import io.evenkeel.stage.training.ExportManifest;
import io.evenkeel.stage.training.TrainingExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Freezes an export's slices beside its profile, in {@value #FILE}, so that a scoring run of a
 * model that was trained on it can tell drift slice by slice.
 *
 * @param most slices of one column, the largest first
 */
record FrozenSlices(SparkSession spark, int most) {
  static final String FILE = "slices.json";

  private static final Set<FeatureType> SLICEABLE =
      EnumSet.of(
          FeatureType.CATEGORY,
          FeatureType.STRING,
          FeatureType.BOOL,
          FeatureType.INT8,
          FeatureType.INT32,
          FeatureType.INT64);

  /**
   * Refuses columns that rows cannot be sliced by.
   *
   * @throws EvenkeelException with fault USAGE and every such column
   */
  static void check(FeatureSet set, List<String> by) {
    List<String> possible =
        set.columns().stream()
            .filter(column -> SLICEABLE.contains(column.type()))
            .map(FeatureColumn::name)
            .toList();
    List<String> problems = new ArrayList<>();
    for (String name : by) {
      if (!possible.contains(name)) {
        problems.add(
            "Feature set '%s' has no column '%s' to slice by; there are %s"
                .formatted(set.name(), name, possible));
      }
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("no export was made")
          .next("name features of whole numbers, words or true and false in --by");
    }
  }

  /** Writes the slices, or leaves the same ones there; returns them. */
  ReferenceSlices keep(Path folder, ExportManifest manifest, List<String> by) {
    if (by.isEmpty()) {
      return ReferenceSlices.NONE;
    }
    ReferenceProfile profile = ProfileJson.read(folder.resolve(TrainingExport.PROFILE));
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      ReferenceSlices there = SlicesJson.read(file);
      if (there.profile().equals(profile.id())
          && there.keys().equals(by.stream().distinct().toList())) {
        return there;
      }
    }
    Dataset<Row> rows =
        spark
            .read()
            .format("delta")
            .option("versionAsOf", manifest.deltaVersion())
            .load(folder.resolve(TrainingExport.DATA).toString());
    SliceChoice choice = SliceChoice.of(List.of(rows), by, most);
    List<String> others =
        Arrays.stream(rows.columns()).filter(x -> profile.feature(x).isEmpty()).toList();
    SlicedCounts counts = TableCounts.of(rows, profile, others, choice.slices());
    ReferenceSlices slices = new ReferenceSlices(profile.id(), counts, choice.leftOut());
    DurableFolder.create(folder).replace(FILE, SlicesJson.write(slices));
    return slices;
  }
}
