package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.measure.CoarseBins;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows of a report for the tables of {@link DriftSchema}, in its columns' order. */
final class DriftRows {
  private final DriftReport report;

  DriftRows(DriftReport report) {
    this.report = report;
  }

  List<Row> run() {
    DriftRun run = report.run();
    return List.of(
        row(
            run.modelVersion(),
            report.reference().id(),
            report.reference().featureSet(),
            report.reference().fingerprint(),
            run.sourceVersions(),
            report.reference().rows(),
            report.currentRows(),
            report.thresholds().hash(),
            report.verdict().word(),
            report.verdict().sentence(),
            (long) report.ranked().size(),
            moved(Severity.MODERATE),
            moved(Severity.MAJOR),
            column(report.greatestPsi()),
            column(predictionPsi()),
            report.retrain().action().word(),
            report.retrain().sentences(),
            Timestamp.from(run.createdAt())));
  }

  List<Row> metrics() {
    List<Row> rows = new ArrayList<>();
    report.features().forEach(feature -> feature.metrics().forEach(m -> rows.add(metric(m))));
    for (String name : report.newFeatures()) {
      rows.add(metric(Metric.unmeasured(name, Metric.PSI, "no reference", Status.NEW_FEATURE)));
    }
    return rows;
  }

  List<Row> histogram() {
    List<Row> rows = new ArrayList<>();
    report.features().forEach(feature -> histogram(feature, rows));
    return rows;
  }

  List<Row> alerts() {
    return report.verdict().alerts().stream().map(this::alert).toList();
  }

  private Row metric(Metric metric) {
    List<@Nullable Object> cells =
        new ArrayList<>(List.of(metric.feature(), "", "", metric.name(), metric.method()));
    for (Quantity quantity : Quantity.values()) {
      cells.add(column(metric.number(quantity)));
    }
    cells.add(metric.severity().word());
    cells.add(metric.status().name());
    return row(cells.toArray());
  }

  private Row alert(Alert alert) {
    Metric metric = alert.metric();
    return row(
        metric.feature(),
        metric.name(),
        metric.severity().word(),
        column(metric.value()),
        column(metric.number(Quantity.THRESHOLD)),
        alert.sentence(),
        Timestamp.from(report.run().createdAt()));
  }

  private void histogram(FeatureDrift feature, List<Row> rows) {
    IntFunction<Row> rowOf =
        feature.profile() instanceof Numeric numeric
            ? interval(numeric, feature.current())
            : category((Categorical) feature.profile(), feature.current());
    Counts reference = feature.profile().counts();
    for (int bin = 0; bin < feature.profile().layout().partition(); bin++) {
      if (reference.at(bin) + feature.current().at(bin) > 0) {
        rows.add(rowOf.apply(bin));
      }
    }
  }

  private IntFunction<Row> interval(Numeric feature, Counts current) {
    CoarseBins deciles = CoarseBins.of(feature, 10);
    CoarseBins twentieths = CoarseBins.of(feature, 20);
    BinLayout layout = feature.layout();
    Edges edges = feature.edges();
    return bin -> {
      boolean value = bin < layout.bins();
      return row(
          feature.name(),
          "",
          "",
          (long) bin,
          value ? "value" : other(layout, bin),
          (long) deciles.groupOf(bin),
          (long) twentieths.groupOf(bin),
          value ? edges.below(bin) : null,
          value ? edges.top(bin) : null,
          null,
          feature.counts().at(bin),
          current.at(bin));
    };
  }

  private IntFunction<Row> category(Categorical feature, Counts current) {
    BinLayout layout = feature.layout();
    return bin -> {
      boolean listed = bin < layout.bins();
      long own = bin;
      return row(
          feature.name(),
          "",
          "",
          own,
          listed ? "category" : other(layout, bin),
          own,
          own,
          null,
          null,
          listed ? feature.categories().get(bin) : null,
          feature.counts().at(bin),
          current.at(bin));
    };
  }

  private static String other(BinLayout layout, int bin) {
    if (bin == layout.nullBin()) {
      return "null";
    }
    return bin == layout.nanBin() ? "nan" : "unseen";
  }

  private long moved(Severity severity) {
    return report.ranked().stream().filter(feature -> feature.severity() == severity).count();
  }

  private OptionalDouble predictionPsi() {
    return report.prediction().map(p -> p.value(Metric.PSI)).orElse(OptionalDouble.empty());
  }

  private Row row(@Nullable Object... cells) {
    DriftRun run = report.run();
    Object[] slot = {run.model(), run.role(), Date.valueOf(run.scoreDate()), run.runId()};
    return RowFactory.create(Stream.of(slot, cells).flatMap(Arrays::stream).toArray());
  }

  private static @Nullable Double column(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
