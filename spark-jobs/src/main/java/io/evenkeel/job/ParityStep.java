package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;

import io.evenkeel.feature.FeatureRows;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.stage.feature.FeatureQuery;
import io.evenkeel.stage.parity.Parity;
import io.evenkeel.stage.parity.ParityReport;
import io.evenkeel.stage.scoring.InputSample;
import io.evenkeel.stage.sink.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Holds what the model was given against what a training export of the day would hold, for a sample
 * of the rows. Both come to the driver: as many rows as the sample has.
 */
record ParityStep(SparkSession spark, InputSample sample) {

  /** Returns the sample's rows as the export's path computes them; none where there is none. */
  List<Row> exported(ScorePlan plan, FeatureQuery features) {
    if (!sample.some()) {
      return List.of();
    }
    Stream<String> names = plan.artifact().metadata().features().stream().map(ModelFeature::name);
    return features
        .exported(sample.condition(col(FeatureRows.ROW_ID)))
        .select(
            Stream.concat(Stream.of(FeatureRows.ROW_ID), names)
                .map(functions::col)
                .toArray(Column[]::new))
        .collectAsList();
  }

  /** Compares the staged sample with the export's rows; empty where no sample is taken. */
  Optional<ParityReport> compare(ScorePlan plan, Stage stage, List<Row> exported) {
    if (!sample.some()) {
      return Optional.empty();
    }
    List<Row> fed = stage.fed(spark).where(sample.condition(col("row_id"))).collectAsList();
    return Optional.of(Parity.compare(plan.artifact().metadata(), fed, exported));
  }
}
