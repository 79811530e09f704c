package io.evenkeel.stage.drift;

import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * One run as the list of runs shows it.
 *
 * @param alert whether the verdict was an alert
 * @param sentence the verdict in words
 * @param rows current rows
 * @param moderate features that had moved
 * @param major features that had moved far
 * @param psiMax greatest PSI of a judged feature
 * @param psiPrediction PSI of the model's output
 */
public record RunSummary(
    String model,
    String modelVersion,
    String role,
    LocalDate scoreDate,
    String runId,
    boolean alert,
    String sentence,
    long rows,
    long moderate,
    long major,
    OptionalDouble psiMax,
    OptionalDouble psiPrediction) {}
