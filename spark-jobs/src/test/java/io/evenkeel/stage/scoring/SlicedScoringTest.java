package io.evenkeel.stage.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.stage.drift.SliceChoice;
import io.evenkeel.stage.drift.TableCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Slices counted while rows are scored, beside the same slices counted from a table. */
public final class SlicedScoringTest {
  private static final ScoringSettings SETTINGS = new ScoringSettings(7, /* threads= */ 1);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TestModel model;
  private Dataset<Row> rows;

  @Before
  public void openModel() throws Exception {
    model = TestModel.open("typed", folder.newFolder().toPath());
    rows = FeatureTable.of(model).table(3);
  }

  @Test
  public void countsEachSliceOfTheScoredRowsAsACountOfATableDoes() {
    SliceChoice choice = SliceChoice.of(List.of(rows), sliceable(rows), 3);
    for (int batch : new int[] {1, 7, 1000}) {
      countsAsATable(rows, choice, new ScoringSettings(batch, /* threads= */ 1));
    }
  }

  @Test
  public void countsByColumnsThatTheModelDoesNotSee() {
    Dataset<Row> carrying = carrying(rows);
    SliceChoice choice = SliceChoice.of(List.of(carrying), List.of("shore", "ward", "a `name`"), 3);
    assertThat(choice.slices()).contains(new Slice("shore", Slice.MISSING), new Slice("ward", "0"));
    countsAsATable(carrying, choice, SETTINGS);
    assertThat(outcomes(carrying, choice.slices())).isEqualTo(outcomes(rows, List.of()));
  }

  @Test
  public void countsThemAlikeFromColumnsOfAScan() throws Exception {
    String path = folder.newFolder().toPath().resolve("rows").toString();
    carrying(FeatureTable.of(model).table(1)).write().parquet(path);
    Dataset<Row> stored = SparkTestSession.session().read().parquet(path);
    SliceChoice choice = SliceChoice.of(List.of(stored), List.of("shore"), 3);
    countsAsATable(stored, choice, SETTINGS);
  }

  @Test
  public void countsTheScoresOfEachSlice() {
    Dataset<Row> carrying = carrying(rows);
    SliceChoice choice = SliceChoice.of(List.of(carrying), List.of("shore"), 3);
    Dataset<Row> staged = TestScoring.score(model, carrying, choice.slices(), SETTINGS);
    Numeric bins = (Numeric) model.reference().feature(ReferenceProfile.PREDICTION).orElseThrow();
    Dataset<Row> scored =
        staged.where("kind = 'scored'").join(carrying, col("row_id").equalTo(col("_row_id")));
    for (Slice slice : choice.slices()) {
      long[] expected = new long[bins.layout().length()];
      for (Row row : scored.select("shore", "score").collectAsList()) {
        if (Optional.ofNullable(row.getString(0)).orElse("(missing)").equals(slice.value())) {
          expected[binOf(row.getDouble(1), bins)]++;
          expected[bins.layout().belowMin()] += row.getDouble(1) < bins.summary().min() ? 1 : 0;
          expected[bins.layout().aboveMax()] += row.getDouble(1) > bins.summary().max() ? 1 : 0;
        }
      }
      assertThat(TestScoring.profile(staged, slice).get("prediction"))
          .as(slice.toString())
          .isEqualTo(expected);
    }
  }

  @Test
  public void refusesASliceByAColumnThatTheRowsLack() {
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(
            () -> TestScoring.score(model, rows, List.of(new Slice("shore", "north")), SETTINGS))
        .withMessageContaining("The rows have no column 'shore', by which slices are counted");
  }

  /** One bin after the other: no table, no search. */
  private static int binOf(double score, Numeric bins) {
    int bin = 0;
    while (score > bins.edges().top(bin)) {
      bin++;
    }
    return bin;
  }

  /** A text with nulls, a whole number, and a name that needs care. */
  private static Dataset<Row> carrying(Dataset<Row> rows) {
    return rows.withColumn(
            "shore",
            expr(
                "case when hash(_row_id) % 3 = 0 then 'north' when hash(_row_id) % 3 > 0 then 's' end"))
        .withColumn("ward", expr("abs(hash(_row_id)) % 2"))
        .withColumn("a `name`", expr("length(_row_id) > 2"));
  }

  private void countsAsATable(Dataset<Row> table, SliceChoice choice, ScoringSettings settings) {
    Dataset<Row> staged = TestScoring.score(model, table, choice.slices(), settings).cache();
    Dataset<Row> scored =
        table.join(staged.where("kind = 'scored'"), col("_row_id").equalTo(col("row_id")), "semi");
    SlicedCounts expected = counted(scored, choice);
    assertThat(staged.where("kind = 'profile' and column is not null").isEmpty()).isFalse();
    for (Slice slice : choice.slices()) {
      Map<String, long[]> found = TestScoring.profile(staged, slice);
      expected
          .of(slice)
          .forEach(
              (feature, counts) ->
                  assertThat(found.getOrDefault(feature, new long[counts.length]))
                      .as("%s of %s, %s", feature, slice, settings)
                      .isEqualTo(counts));
    }
    staged.unpersist();
  }

  private List<String> outcomes(Dataset<Row> table, List<Slice> slices) {
    List<String> told = new ArrayList<>();
    TestScoring.byId(TestScoring.score(model, table, slices, SETTINGS))
        .values()
        .forEach(row -> told.add(row.toString()));
    return told;
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

  private SlicedCounts counted(Dataset<Row> scored, SliceChoice choice) {
    ReferenceProfile profile = model.reference();
    List<String> others =
        Arrays.stream(scored.columns()).filter(x -> profile.feature(x).isEmpty()).toList();
    return TableCounts.of(scored, profile, others, choice.slices());
  }
}
