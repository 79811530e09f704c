package io.evenkeel.feature.oracle;

/**
 * One row of a source, and whether it counts for a value.
 *
 * @param index position in the source's rows
 * @param detail the verdict in a sentence, with the instants or keys that decide
 */
public record Candidate(int index, Verdict verdict, String detail) {

  /** Whether a row counts, and if not why not: the first reason that applies. */
  public enum Verdict {
    /** It counts. */
    COUNTS,
    /** It counts, and is the one whose value {@code first}, {@code last} or a look-up gives. */
    CHOSEN,
    /** It is in the window, but the version of an event is not decided: the value is ambiguous. */
    TIED,
    /** Another key. */
    OTHER_KEY,
    /** A key of the row or of the source is null, which matches nothing. */
    NULL_KEY,
    /** The prediction moment is null. */
    NO_MOMENT,
    /** It has no event time, or a state no start. */
    NO_TIME,
    /** It has no instant at which it became known. */
    NEVER_KNOWN,
    /** It became known too late. */
    KNOWN_TOO_LATE,
    /** A later version of the event was known. */
    REPLACED,
    /** Another copy of the same version counts in its place. */
    COPY,
    /** It does not meet the source's condition. */
    FILTERED,
    /** It is earlier than the window, or a state has ended. */
    TOO_EARLY,
    /** It is not earlier than the window's end, or a state has not begun. */
    TOO_LATE;

    /** Tells whether a row with this verdict takes part in the value. */
    public boolean counts() {
      return this == COUNTS || this == CHOSEN || this == TIED;
    }
  }
}
