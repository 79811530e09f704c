package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureType;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads the block {@code label}: one block, under the label's name. */
final class LabelReader {
  static final Set<String> SETTINGS =
      Set.of("from", "by", "agg", "empty", "scale", "window", "mature_after", "type");
  private static final Durations.Interval STAND_IN =
      new Durations.Interval(Duration.ZERO, Duration.ofDays(1));

  private LabelReader() {}

  static Optional<Label> read(Section set, Sources sources) {
    Optional<Section> labels = set.section("label");
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    Names.check(labels.get());
    if (labels.get().names().size() != 1) {
      labels
          .get()
          .problem(
              "found %s; possible is one block, under the label's name, such as label.late { ... }"
                  .formatted(labels.get().names()));
      return Optional.empty();
    }
    String name = labels.get().names().first();
    return labels.get().section(name).flatMap(label -> label(name, label, sources));
  }

  private static Optional<Label> label(String name, Section label, Sources sources) {
    label.allow(SETTINGS);
    FeatureType type = Types.read(label);
    Optional<Source> source = sources.named(label);
    if (source.isPresent() && !(source.get() instanceof Source.Events)) {
      label.problem(
          "from",
          "'%s' has states; a label is an aggregate over events".formatted(source.get().name()));
    }
    Durations.Interval window =
        label.required("window", Durations.POSSIBLE_INTERVAL, Durations::interval, STAND_IN);
    Duration matureAfter =
        label.required("mature_after", Durations.POSSIBLE, Durations::of, Duration.ZERO);
    var aggregate = AggregateReader.read(label, type);
    return source.map(
        found ->
            new Label(
                name,
                type,
                found.name(),
                Sources.by(label, found),
                aggregate,
                window.from(),
                window.to(),
                matureAfter));
  }
}
