package io.evenkeel.stage.cache;

import java.util.Optional;

/**
 * What a store has of a model.
 *
 * @param current the live generation
 * @param rows how many keys it has
 * @param deltaVersion version of the predictions table that it was loaded from
 * @param runId of the run that published it
 * @param previous the generation that a rollback leads to; empty where there is none
 * @param rejected the generation that an operator took back; empty where there is none
 */
public record CacheStatus(
    String model,
    CacheGeneration current,
    long rows,
    long deltaVersion,
    String runId,
    Optional<CacheGeneration> previous,
    Optional<CacheGeneration> rejected) {}
