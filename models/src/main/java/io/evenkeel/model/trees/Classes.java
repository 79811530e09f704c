package io.evenkeel.model.trees;

import java.util.Arrays;
import java.util.List;

/**
 * The labels of a classifier.
 *
 * @param names as text
 * @param numbers they are whole numbers in the graph
 */
record Classes(List<String> names, boolean numbers) {
  static Classes read(GraphNode node) throws NotTakenException {
    List<String> texts = node.texts("classlabels_strings");
    long[] numbers = node.numbers("classlabels_int64s");
    List<String> names =
        texts.isEmpty() ? Arrays.stream(numbers).mapToObj(Long::toString).toList() : texts;
    if (names.size() < 2 || names.size() > Votes.MOST_CLASSES) {
      throw new NotTakenException("the classifier has %d classes".formatted(names.size()));
    }
    return new Classes(names, texts.isEmpty());
  }

  int size() {
    return names.size();
  }

  /**
   * Returns the label of a model of two classes that both have votes: the runtime gives 0 or 1,
   * whatever numbers the labels are.
   */
  String ofTwo(boolean second) {
    return numbers ? (second ? "1" : "0") : names.get(second ? 1 : 0);
  }
}
