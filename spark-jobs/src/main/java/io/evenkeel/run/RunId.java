package io.evenkeel.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The id of one run: {@code r-} and 26 characters of Crockford's base 32, of which the first ten
 * are the milliseconds since 1970, so that ids sort by the time at which they were made (the layout
 * of a ULID).
 */
public record RunId(String value) {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern SHAPE = Pattern.compile("r-[" + DIGITS + "]{26}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Refuses a text of another shape. */
  public RunId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no run id; a run id is r- and 26 letters or digits".formatted(value));
    }
  }

  /** Returns a new id, made at {@code now}, with 80 random bits. Safe between threads. */
  public static RunId next(Instant now) {
    StringBuilder id = new StringBuilder("r-");
    long millis = now.toEpochMilli();
    for (int shift = 45; shift >= 0; shift -= 5) {
      id.append(DIGITS.charAt((int) (millis >>> shift) & 31));
    }
    for (int i = 0; i < 16; i++) {
      id.append(DIGITS.charAt(RANDOM.nextInt(32)));
    }
    return new RunId(id.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
