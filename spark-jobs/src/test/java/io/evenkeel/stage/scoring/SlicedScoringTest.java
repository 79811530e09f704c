package io.evenkeel.stage.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.stage.drift.SliceChoice;
import io.evenkeel.stage.drift.TableCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Slices counted while rows are scored, beside the same slices counted from a table. */
public final class SlicedScoringTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void countsEachSliceOfTheScoredRowsAsACountOfATableDoes() throws Exception {
    TestModel model = TestModel.open("typed", folder.newFolder().toPath());
    Dataset<Row> rows = FeatureTable.of(model).table(3);
    List<String> columns = sliceable(rows);
    SliceChoice choice = SliceChoice.of(List.of(rows), columns, 3);
    for (int batch : new int[] {1, 7, 1000}) {
      Dataset<Row> staged =
          TestScoring.score(
                  model, rows, choice.slices(), new ScoringSettings(batch, /* threads= */ 1))
              .cache();
      Dataset<Row> scored =
          rows.join(staged.where("kind = 'scored'"), col("_row_id").equalTo(col("row_id")), "semi");
      SlicedCounts expected = table(scored, model, choice);
      assertThat(staged.where("kind = 'profile' and column is not null").isEmpty()).isFalse();
      for (Slice slice : choice.slices()) {
        Map<String, long[]> counted = TestScoring.profile(staged, slice);
        expected
            .of(slice)
            .forEach(
                (feature, counts) ->
                    assertThat(counted.getOrDefault(feature, new long[counts.length]))
                        .as("%s of %s, %d rows a batch", feature, slice, batch)
                        .isEqualTo(counts));
      }
    }
  }

  private static List<String> sliceable(Dataset<Row> rows) {
    List<String> columns =
        Arrays.stream(rows.schema().fields())
            .filter(field -> !field.name().startsWith("_"))
            .filter(
                field ->
                    List.of("string", "boolean", "int", "bigint")
                        .contains(field.dataType().simpleString()))
            .map(field -> field.name())
            .toList();
    assertThat(columns).hasSizeGreaterThanOrEqualTo(3);
    return columns;
  }

  private static SlicedCounts table(Dataset<Row> rows, TestModel model, SliceChoice choice) {
    ReferenceProfile profile = model.reference();
    List<String> others =
        Arrays.stream(rows.columns()).filter(x -> profile.feature(x).isEmpty()).toList();
    return TableCounts.of(rows, profile, others, choice.slices());
  }
}
