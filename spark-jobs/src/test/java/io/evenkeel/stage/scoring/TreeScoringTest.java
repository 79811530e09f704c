package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.GpuLimits;
import io.evenkeel.model.onnx.TreeKernels;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Trees in plain Java beside ONNX Runtime, in tasks. */
public final class TreeScoringTest {
  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void stagesTheSameRowsWhicheverComputesThem() throws Exception {
    for (String name : List.of("lightgbm_zipmap", "xgboost_multi", "histogram")) {
      TestModel model = TestModel.open(name, models.getRoot().toPath());
      assertThat(TestScoring.byId(score(model, TreeKernels.AUTO)))
          .as(name)
          .isEqualTo(TestScoring.byId(score(model, TreeKernels.OFF)));
    }
  }

  @Test
  public void tellsWhatComputedTheScoresAndWhatTheTrialMeasured() throws Exception {
    TestModel model = TestModel.open("lightgbm_binary", models.getRoot().toPath());
    ScoringFigures tried = figures(score(model, TreeKernels.AUTO));
    assertThat(tried.kernel()).isIn("trees", "onnxruntime: its trees in plain Java are not faster");
    assertThat(tried.trial().onnxRuntime()).isPositive();
    assertThat(tried.trial().trees()).isPositive();
    assertThat(tried.facts())
        .containsEntry("kernel", tried.kernel())
        .containsEntry("trial_onnx_rows_per_second", tried.trial().onnxRuntime())
        .containsEntry("trial_trees_rows_per_second", tried.trial().trees());
    ScoringFigures off = figures(score(model, TreeKernels.OFF));
    assertThat(off.kernel()).isEqualTo("onnxruntime: set by onnx.trees");
    assertThat(off.trial()).isEqualTo(new ScoringFigures.Trial(0, 0));
  }

  private static ScoringFigures figures(Dataset<Row> staged) {
    return ScoringFigures.of(staged.where("kind = 'task'")).orElseThrow();
  }

  private static Dataset<Row> score(TestModel model, TreeKernels trees) throws Exception {
    ScoringSettings settings =
        new ScoringSettings(
            new BatchSize.Set(64),
            1,
            InputSample.NONE,
            Device.CPU,
            GpuLimits.USUAL,
            TextBatching.USUAL,
            trees);
    return TestScoring.score(model, FeatureTable.of(model).table(2), settings).cache();
  }
}
