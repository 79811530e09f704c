package io.evenkeel.job;

import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * What is to be scored.
 *
 * @param model the model's name
 * @param version the model's version; empty for the greatest there is
 * @param date the day whose spine rows are scored
 * @param allowEmpty whether a day without any row may be published as empty
 */
public record ScoreRequest(String model, OptionalInt version, LocalDate date, boolean allowEmpty) {}
