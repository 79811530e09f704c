package io.evenkeel.gpu;

import java.util.List;

/**
 * One operator of a physical plan, and where it would run.
 *
 * @param name Spark's name of it, such as {@code HashAggregateExec}
 * @param place where it would run
 * @param reasons why it would stay on the processor, its own and those of its expressions; none
 *     where it would not
 */
public record PlannedOperator(String name, Place place, List<String> reasons) {
  /** Where an operator would run. */
  public enum Place {
    /** On the GPU. */
    GPU,
    /** Nowhere: the GPU's way of doing what is above it does not need it. */
    NOT_NEEDED,
    /** On the processor. */
    PROCESSOR
  }

  /** Copies the reasons. */
  public PlannedOperator {
    reasons = List.copyOf(reasons);
  }
}
