package io.evenkeel.model;

/**
 * Where the score of a row is: position {@code index} of the row in a float tensor, or the value of
 * class {@code index} in a sequence of maps.
 *
 * @param tensor name of the output in the graph
 * @param index position in a row of the tensor, from 0; also the position in the target classes
 */
public record ScoreOutput(String tensor, int index) {
  /** Refuses a negative position. */
  public ScoreOutput {
    if (index < 0) {
      throw new IllegalArgumentException("Score index %d is negative".formatted(index));
    }
  }
}
