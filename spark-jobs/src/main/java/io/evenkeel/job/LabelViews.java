package io.evenkeel.job;

import io.evenkeel.stage.drift.page.Labels;
import io.evenkeel.stage.outcome.Figure;
import io.evenkeel.stage.outcome.Finding;
import io.evenkeel.stage.outcome.MetricNames;
import io.evenkeel.stage.outcome.OutcomeReport;
import io.evenkeel.stage.outcome.Slice;
import io.evenkeel.stage.outcome.SliceFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An outcome report as the drift page draws it. */
final class LabelViews {
  private static final List<String> GROUP_METRICS =
      List.of(
          MetricNames.SELECTION_RATE,
          MetricNames.BASE_RATE,
          MetricNames.TRUE_POSITIVE_RATE,
          MetricNames.FALSE_POSITIVE_RATE,
          MetricNames.CALIBRATION_GAP,
          MetricNames.IMPACT_RATIO,
          MetricNames.RMSE,
          MetricNames.MAE,
          MetricNames.BIAS);

  private LabelViews() {}

  static Labels of(OutcomeReport report) {
    return new Labels(
        report.coverage().sentence() + ".",
        report.verdict().sentence(),
        report.verdict().findings().stream().map(Finding::sentence).toList(),
        lines(report),
        bins(report),
        groups(report));
  }

  private static List<Labels.Line> lines(OutcomeReport report) {
    return report.figures().all().orElseThrow().figures().stream()
        .filter(figure -> !figure.method().equals(Figure.COUNT))
        .map(
            figure ->
                new Labels.Line(
                    figure.metric(),
                    number(figure),
                    figure.rows(),
                    report.baseline().value(figure.metric())))
        .toList();
  }

  private static List<Labels.Bin> bins(OutcomeReport report) {
    List<Labels.Bin> bins = new ArrayList<>();
    for (SliceFigures bin : report.figures().groups(Slice.SCORE)) {
      OptionalDouble score = bin.value(MetricNames.MEAN_SCORE);
      Optional<Figure> observed = bin.figure(MetricNames.BASE_RATE);
      if (score.isPresent() && observed.isPresent()) {
        bins.add(new Labels.Bin(score.getAsDouble(), number(observed.get()), bin.rows()));
      }
    }
    return bins;
  }

  private static List<Labels.Groups> groups(OutcomeReport report) {
    List<Labels.Groups> told = new ArrayList<>();
    List<String> columns =
        report.figures().slices().stream()
            .map(slice -> slice.slice().key())
            .distinct()
            .filter(key -> !key.isEmpty() && !key.equals(Slice.SCORE))
            .toList();
    for (String column : columns) {
      List<SliceFigures> groups = report.figures().groups(column);
      List<String> metrics =
          GROUP_METRICS.stream()
              .filter(m -> groups.stream().anyMatch(g -> g.figure(m).isPresent()))
              .toList();
      told.add(
          new Labels.Groups(
              column,
              metrics,
              groups.stream().map(group -> group(group, metrics)).toList(),
              report.figures().leftOut().getOrDefault(column, 0L)));
    }
    return told;
  }

  private static Labels.Group group(SliceFigures group, List<String> metrics) {
    return new Labels.Group(
        group.slice().value(),
        group.rows(),
        metrics.stream()
            .map(
                metric ->
                    group
                        .figure(metric)
                        .map(LabelViews::number)
                        .orElseGet(
                            () ->
                                new Labels.Estimate(
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    "")))
            .toList());
  }

  private static Labels.Estimate number(Figure figure) {
    return new Labels.Estimate(
        figure.value(),
        figure.interval().map(i -> OptionalDouble.of(i.lo())).orElse(OptionalDouble.empty()),
        figure.interval().map(i -> OptionalDouble.of(i.hi())).orElse(OptionalDouble.empty()),
        figure.status().name());
  }
}
