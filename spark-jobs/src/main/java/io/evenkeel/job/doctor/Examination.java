package io.evenkeel.job.doctor;

import java.util.List;

/** Looks at one subject. Changes nothing. */
public interface Examination {
  /**
   * Returns what was found: one finding for each thing that is wrong, or one that says that all is
   * well.
   *
   * @throws io.evenkeel.fault.EvenkeelException if it could not look
   */
  List<Finding> look();
}
