package io.evenkeel.stage.sink;

import java.time.Instant;

/**
 * What gave the scores: said in every row of predictions.
 *
 * @param modelVersion as the artifact's metadata has it
 * @param modelSha256 of the model's file
 * @param featureFingerprint SHA-256 of the feature definition
 * @param scoredAt when the run scored; one instant for all its rows
 */
public record Provenance(
    String modelVersion,
    String modelSha256,
    String featureSet,
    String featureFingerprint,
    Instant scoredAt) {}
