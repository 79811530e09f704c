package io.evenkeel.settings;

/** What becomes of an export with a feature that tells the label too well. */
public enum OnSuspect {
  /** There is no export. */
  REFUSE,
  /** The feature is named in the export's manifest. */
  FLAG
}
