package io.evenkeel.model.trees;

/** How the weights of a row's leaves become one number. */
enum Aggregate {
  SUM,
  AVERAGE,
  MIN,
  MAX;

  static Aggregate of(String name) throws NotTakenException {
    for (Aggregate aggregate : values()) {
      if (aggregate.name().equals(name)) {
        return aggregate;
      }
    }
    throw new NotTakenException("leaves are aggregated by " + name);
  }

  /**
   * Adds a weight.
   *
   * @param score what the trees before gave, 0 if none did
   * @param voted one did
   */
  float with(float score, boolean voted, float weight) {
    return switch (this) {
      case SUM, AVERAGE -> score + weight;
      case MIN -> !voted || weight < score ? weight : score;
      case MAX -> !voted || weight > score ? weight : score;
    };
  }
}
