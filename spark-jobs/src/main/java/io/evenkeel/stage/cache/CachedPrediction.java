package io.evenkeel.stage.cache;

import java.util.Optional;

/**
 * A prediction out of a cache.
 *
 * @param score the model's output; for a classifier a probability
 * @param predictedClass empty for a regressor
 * @param source the day and run that it is from
 */
public record CachedPrediction(
    double score, Optional<String> predictedClass, CacheGeneration source) {}
