package io.evenkeel.model.trees;

/** What is done to the numbers of a row's classes at last. */
enum Transform {
  NONE,
  LOGISTIC,
  SOFTMAX;

  static Transform of(String name) throws NotTakenException {
    for (Transform transform : values()) {
      if (transform.name().equals(name)) {
        if (transform != NONE && !Exponential.ofThisMachine()) {
          throw new NotTakenException("its exponentials are those of another C library");
        }
        return transform;
      }
    }
    throw new NotTakenException("scores are transformed by " + name);
  }

  /** Transforms the numbers of all classes. */
  void apply(float[] scores) {
    switch (this) {
      case NONE -> {}
      case LOGISTIC -> {
        for (int i = 0; i < scores.length; i++) {
          scores[i] = Exponential.logistic(scores[i]);
        }
      }
      case SOFTMAX -> softmax(scores);
    }
  }

  private static void softmax(float[] scores) {
    float most = -Float.MAX_VALUE;
    for (float score : scores) {
      // Not Math.max: NaN is never greater.
      most = score > most ? score : most;
    }
    float sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Exponential.of(scores[i] - most);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
  }
}
