package io.evenkeel.stage.drift.page;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Predictions beside their outcomes, ready to be drawn.
 *
 * @param covered how many predictions have a label, in words
 * @param verdict what has moved, in words
 * @param findings what was found of labels, model and inputs, a sentence each
 * @param figures of all rows
 * @param bins tenths of the score that have rows; empty for a regressor
 * @param groups a table for each column
 */
public record Labels(
    String covered,
    String verdict,
    List<String> findings,
    List<Line> figures,
    List<Bin> bins,
    List<Groups> groups) {
  /** Copies the lists. */
  public Labels {
    findings = List.copyOf(findings);
    figures = List.copyOf(figures);
    bins = List.copyOf(bins);
    groups = List.copyOf(groups);
  }

  /**
   * A number with its bounds at 95%.
   *
   * @param value empty where it is not defined
   * @param status why it is not, such as {@code TOO_FEW}
   */
  public record Estimate(
      OptionalDouble value, OptionalDouble lo, OptionalDouble hi, String status) {}

  /**
   * One figure of all rows.
   *
   * @param rows on which it is measured
   * @param baseline the same at training
   */
  public record Line(String metric, Estimate number, long rows, OptionalDouble baseline) {}

  /**
   * One tenth of the score.
   *
   * @param meanScore mean of its scores, in [0, 1]
   * @param observed share of positive outcomes, in [0, 1]
   */
  public record Bin(double meanScore, Estimate observed, long rows) {}

  /**
   * The groups of one column.
   *
   * @param metrics names of the figures, in order
   * @param leftOut smaller groups that are not told
   */
  public record Groups(String column, List<String> metrics, List<Group> list, long leftOut) {
    /** Copies the lists. */
    public Groups {
      metrics = List.copyOf(metrics);
      list = List.copyOf(list);
    }
  }

  /**
   * One group.
   *
   * @param numbers in the order of the metrics
   */
  public record Group(String value, long rows, List<Estimate> numbers) {
    /** Copies the list. */
    public Group {
      numbers = List.copyOf(numbers);
    }
  }
}
