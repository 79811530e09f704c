package io.evenkeel.stage.drift;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Counts;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.Slice;
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
            report.dayRows(),
            report.window().days(),
            report.window().dates().stream().map(Date::valueOf).toArray(Date[]::new),
            report.thresholds().hash(),
            report.verdict().word(),
            report.verdict().sentence(),
            (long) report.ranked().size(),
            moved(Severity.MODERATE),
            moved(Severity.MAJOR),
            column(report.greatestPsi()),
            column(predictionPsi()),
            run.comparison() ? null : report.retrain().action().word(),
            run.comparison() ? List.of() : report.retrain().sentences(),
            Timestamp.from(run.createdAt())));
  }

  List<Row> metrics() {
    List<Row> rows = new ArrayList<>();
    int days = report.window().days();
    metrics(report.features(), Slice.ALL, days, rows);
    if (days > 1) {
      metrics(report.day(), Slice.ALL, 1, rows);
    }
    report.slices().slices().forEach(of -> metrics(of.features(), of.slice(), days, rows));
    if (days > 1) {
      report.daySlices().slices().forEach(of -> metrics(of.features(), of.slice(), 1, rows));
    }
    for (String name : report.newFeatures()) {
      Metric none = Metric.unmeasured(name, Metric.PSI, "no reference", Status.NEW_FEATURE);
      rows.add(metric(none, Slice.ALL, days));
    }
    report
        .slices()
        .leftOut()
        .forEach((key, count) -> rows.add(metric(leftOut(count), new Slice(key, ""), days)));
    return rows;
  }

  private void metrics(List<FeatureDrift> features, Slice slice, int days, List<Row> rows) {
    for (FeatureDrift feature : features) {
      feature.metrics().forEach(metric -> rows.add(metric(metric, slice, days)));
    }
  }

  private static Metric leftOut(long count) {
    return Metric.of(
        "", "slices_left_out", "smaller slices of the column, not measured", (double) count);
  }

  List<Row> histogram() {
    List<Row> rows = new ArrayList<>();
    report.day().forEach(feature -> histogram(feature, Slice.ALL, rows));
    for (SliceDrift slice : report.daySlices().slices()) {
      slice.features().forEach(feature -> histogram(feature, slice.slice(), rows));
    }
    return rows;
  }

  List<Row> alerts() {
    return report.verdict().alerts().stream().map(this::alert).toList();
  }

  private Row metric(Metric metric, Slice slice, int days) {
    List<@Nullable Object> cells =
        new ArrayList<>(
            List.of(
                metric.feature(),
                slice.key(),
                slice.value(),
                days,
                metric.name(),
                metric.method()));
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

  private void histogram(FeatureDrift feature, Slice slice, List<Row> rows) {
    IntFunction<@Nullable Object[]> placeOf =
        feature.profile() instanceof Numeric numeric
            ? interval(numeric)
            : category((Categorical) feature.profile());
    Counts reference = feature.profile().counts();
    for (int bin = 0; bin < feature.profile().layout().length(); bin++) {
      if (reference.at(bin) + feature.current().at(bin) > 0) {
        List<@Nullable Object> cells =
            new ArrayList<>(List.of(feature.name(), slice.key(), slice.value(), (long) bin));
        cells.addAll(Arrays.asList(placeOf.apply(bin)));
        cells.add(reference.at(bin));
        cells.add(feature.current().at(bin));
        rows.add(row(cells.toArray()));
      }
    }
  }

  /** Returns kind, bin among deciles and twentieths, bounds, category. */
  private static IntFunction<@Nullable Object[]> interval(Numeric feature) {
    CoarseBins deciles = CoarseBins.of(feature, 10);
    CoarseBins twentieths = CoarseBins.of(feature, 20);
    BinLayout layout = feature.layout();
    Edges edges = feature.edges();
    return bin -> {
      boolean value = bin < layout.bins();
      boolean once = bin < layout.partition();
      return new @Nullable Object[] {
        value ? "value" : other(layout, bin),
        once ? (long) deciles.groupOf(bin) : null,
        once ? (long) twentieths.groupOf(bin) : null,
        value ? edges.below(bin) : null,
        value ? edges.top(bin) : null,
        null
      };
    };
  }

  private static IntFunction<@Nullable Object[]> category(Categorical feature) {
    BinLayout layout = feature.layout();
    return bin -> {
      boolean listed = bin < layout.bins();
      long own = bin;
      return new @Nullable Object[] {
        listed ? "category" : other(layout, bin),
        own,
        own,
        null,
        null,
        listed ? feature.categories().get(bin) : null
      };
    };
  }

  private static String other(BinLayout layout, int bin) {
    if (bin == layout.nullBin()) {
      return "null";
    }
    if (bin == layout.nanBin()) {
      return "nan";
    }
    if (bin == layout.unseenBin()) {
      return "unseen";
    }
    return bin == layout.belowMin() ? "below_min" : "above_max";
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
