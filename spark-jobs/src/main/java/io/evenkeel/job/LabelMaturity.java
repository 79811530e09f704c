package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.stage.feature.FeatureEngine;
import java.time.Instant;

/** Up to when labels say something, and whether any label of the days asked for does. */
final class LabelMaturity {
  private LabelMaturity() {}

  /** Returns the request's cut-off, or when the last event of the label's source became known. */
  static Instant until(OutcomesRequest request, FeatureSet set, PinnedTables inputs) {
    if (set.label().isEmpty()) {
      throw nothingKnown(set);
    }
    return request
        .cutoff()
        .or(() -> new FeatureEngine().labelsKnownUntil(set, inputs::read))
        .orElseThrow(() -> nothingKnown(set));
  }

  private static EvenkeelException nothingKnown(FeatureSet set) {
    return EvenkeelException.of(
            Fault.CONTRACT,
            "Feature set '%s' has no label, or its label's source no event".formatted(set.name()))
        .safe("Nothing was written.")
        .next("Add a label to the definition, or load the events of its source.");
  }

  /**
   * Refuses days without a mature label.
   *
   * @throws EvenkeelException with fault RETRYABLE, that says when the first will be
   */
  static void require(
      OutcomesRequest request, PublishedDays published, FeatureSet set, Instant until) {
    Label label = set.label().orElseThrow();
    Instant lastMature = label.lastMature(until);
    if (published.days().stream().anyMatch(day -> !day.firstAsOf().isAfter(lastMature))) {
      return;
    }
    PublishedDays.Day first = published.days().get(0);
    throw EvenkeelException.of(
            Fault.RETRYABLE,
            "No label of %s is mature yet: '%s' of %s matures at %s, and events of its source are known until %s"
                .formatted(
                    request.dates(),
                    label.name(),
                    first.date(),
                    first.firstAsOf().plus(label.to()).plus(label.matureAfter()),
                    until))
        .safe("Nothing was written; a label that is not there yet is no outcome.")
        .next("Run the same command again when the events up to then are loaded.");
  }
}
