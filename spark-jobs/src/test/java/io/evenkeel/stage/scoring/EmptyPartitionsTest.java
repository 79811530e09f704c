package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class EmptyPartitionsTest {
  @Rule public final TemporaryFolder models = new TemporaryFolder();

  @Test
  public void openNothing() throws Exception {
    TestModel model = TestModel.open("regressor", models.getRoot().toPath());
    Dataset<Row> rows = FeatureTable.of(model).table(5).where("_row_id = 'r0'");
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(5);
    Dataset<Row> staged = TestScoring.score(model, rows, new ScoringSettings(10, 1)).cache();
    assertThat(staged.where("kind = 'scored'").count()).isEqualTo(1);
    // Each task that opens a scorer tells how it went.
    assertThat(staged.where("kind = 'task'").count()).isEqualTo(1);
  }
}
