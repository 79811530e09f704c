package io.evenkeel.job.doctor;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that was looked at.
 *
 * @param subject one lower-case word
 * @param well whether it is as it should be
 * @param found what was found, a sentence
 * @param next what an operator can do; empty where all is well
 * @param remedy mends it, and returns a sentence that says how; empty where doctor can't
 */
public record Finding(
    String subject,
    boolean well,
    String found,
    Optional<String> next,
    Optional<Supplier<String>> remedy) {

  /** Returns a finding that nothing is wrong. */
  public static Finding well(String subject, String found) {
    return new Finding(subject, true, found, Optional.empty(), Optional.empty());
  }

  /** Returns a finding of something that only an operator can mend. */
  public static Finding ill(String subject, String found, String next) {
    return new Finding(subject, false, found, Optional.of(next), Optional.empty());
  }

  /** Returns a finding of something that {@code remedy} mends. */
  public static Finding mendable(String subject, String found, Supplier<String> remedy) {
    return new Finding(
        subject, false, found, Optional.of("./evenkeel doctor --mend"), Optional.of(remedy));
  }
}
