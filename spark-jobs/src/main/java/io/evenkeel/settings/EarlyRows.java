package io.evenkeel.settings;

/** What becomes of rows whose prediction moment is after the run's cut-off. */
public enum EarlyRows {
  /** The run is refused before anything is claimed. */
  REFUSE,
  /** They go to quarantine. */
  QUARANTINE,
  /** They are scored, and counted on the run's record. */
  FLAG
}
