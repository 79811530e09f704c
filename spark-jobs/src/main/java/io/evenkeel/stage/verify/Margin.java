package io.evenkeel.stage.verify;

/** How far beside the windows to look for events. */
enum Margin {
  /** Not at all. */
  NONE,
  /** As far again as the longest window reaches, on both sides. */
  AS_FAR_AGAIN
}
