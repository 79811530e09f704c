package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is refused on the driver, before any task runs. */
public final class RefusedScoringTest {
  private static final ScoringSettings SETTINGS = new ScoringSettings(100, 1);

  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void refusesAGpuThatNoTaskCanHaveBeforeAnyTask() throws Exception {
    TestModel model = TestModel.open("trees", models.getRoot().toPath());
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    ScoringSettings gpu =
        new ScoringSettings(new BatchSize.Set(10), 1, InputSample.NONE, Device.GPU);
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> TestScoring.score(model, rows, gpu))
        .withMessageContaining(
            "onnx.device is gpu, but tasks are given none: spark.task.resource.gpu.amount is not set")
        .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.USAGE));
  }

  @Test
  public void refusesRowsAndProfilesThatDoNotFitTheModelTellingEveryDifference() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
    Dataset<Row> rows =
        FeatureTable.of(model)
            .table(1)
            .drop("x")
            .withColumn("key", functions.lit("text"))
            .drop("_as_of");
    ReferenceProfile other =
        ReferenceProfile.of(
            "fragile", "ab", 0, List.of(FeatureProfile.Numeric.of("x", new double[0], 0)));
    assertThatThrownBy(
            () -> Scoring.score(rows, model.set(), model.artifact(), other, List.of(), SETTINGS))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("no column '_as_of'")
        .hasMessageContaining("no column 'x'")
        .hasMessageContaining("Column 'key' of the feature rows is STRING; it must be BIGINT")
        .hasMessageContaining("The reference profile has no feature 'key'")
        .hasMessageContaining("The reference profile has no feature 'prediction'")
        .hasMessageContaining("was trained with " + model.reference().id());
  }

  @Test
  public void refusesADefinitionThatIsNotTheOneOfTraining() throws Exception {
    TestModel model = TestModel.open("fragile", models.getRoot().toPath());
    FeatureSet set = model.set();
    FeatureSet changed =
        new FeatureSet(
            set.name(),
            set.version(),
            ZoneId.of("America/New_York"),
            set.spine(),
            set.sources(),
            set.columns(),
            set.label());
    Dataset<Row> rows = FeatureTable.of(model).table(1);
    assertThatThrownBy(
            () ->
                Scoring.score(
                    rows, changed, model.artifact(), model.reference(), List.of(), SETTINGS))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("was trained with fingerprint " + Fingerprint.of(set))
        .hasMessageContaining("this definition has " + Fingerprint.of(changed));
  }
}
