package io.evenkeel.stage.outcome;

import java.util.OptionalDouble;

/**
 * What the stored drift reports say of the days that are judged.
 *
 * @param reports how many of the days have a report, from 0
 * @param alerts how many of them are an alert
 * @param greatestPsi of any feature on any of the days; empty where none was judged
 * @param feature the feature with that PSI; may be empty
 */
public record InputDrift(long reports, long alerts, OptionalDouble greatestPsi, String feature) {
  /** No report. */
  public static final InputDrift NONE = new InputDrift(0, 0, OptionalDouble.empty(), "");
}
