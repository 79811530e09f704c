package io.evenkeel.stage.outcome;

import java.util.List;

/**
 * What became of the published predictions: each is in exactly one of the counts.
 *
 * @param predictions all published predictions
 * @param labelled those with a mature label: only they are measured
 * @param pending those whose label is not mature yet
 * @param unlabelled those whose label is mature and missing, such as a cancelled flight's
 * @param unusable those whose row is not in the spine any more, or is there twice, or whose label
 *     is none of the model's classes
 */
public record Coverage(
    long predictions, long labelled, long pending, long unlabelled, long unusable) {
  /** Refuses counts that do not add up. */
  public Coverage {
    if (labelled + pending + unlabelled + unusable != predictions) {
      throw new IllegalArgumentException(
          "%d predictions are %d labelled, %d pending, %d unlabelled and %d unusable"
              .formatted(predictions, labelled, pending, unlabelled, unusable));
    }
  }

  /** Returns the counts as figures. */
  List<Figure> figures() {
    return List.of(
        Figure.count("predictions", predictions, predictions),
        Figure.count("labelled", labelled, predictions),
        Figure.count("pending", pending, predictions),
        Figure.count("unlabelled", unlabelled, predictions),
        Figure.count("unusable", unusable, predictions));
  }

  /** Returns the counts as a sentence without a full stop. */
  public String sentence() {
    StringBuilder text = new StringBuilder();
    text.append("%,d of %,d predictions have a label".formatted(labelled, predictions));
    if (labelled < predictions) {
      text.append(
          " (%,d not mature yet, %,d mature without one, %,d unusable)"
              .formatted(pending, unlabelled, unusable));
    }
    return text.toString();
  }
}
