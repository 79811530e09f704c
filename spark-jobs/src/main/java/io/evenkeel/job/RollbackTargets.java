package io.evenkeel.job;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.stage.cache.CacheGeneration;
import io.evenkeel.stage.cache.CacheStatus;
import io.evenkeel.stage.cache.CacheStore;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The versions of the predictions table from which caches were loaded, and to which a rollback or a
 * release leads: a damaged cache is loaded from them again.
 *
 * @param commits of the predictions table, newest first
 */
record RollbackTargets(CacheStore cache, List<PublishedCommit> commits) {

  /** Returns when the oldest of them was committed, or empty where nothing is cached. */
  Optional<Instant> oldest() {
    Set<String> models = new LinkedHashSet<>();
    commits.forEach(commit -> models.add(commit.claim().slot().model()));
    return models.stream().flatMap(this::of).min(Instant::compareTo);
  }

  private Stream<Instant> of(String model) {
    Optional<CacheStatus> status = cache.find(model);
    return commits.stream()
        .filter(commit -> commit.claim().slot().model().equals(model))
        .filter(commit -> status.filter(cached -> needed(cached, generation(commit))).isPresent())
        .map(PublishedCommit::at);
  }

  private static boolean needed(CacheStatus cached, CacheGeneration generation) {
    return Stream.of(Optional.of(cached.current()), cached.previous(), cached.rejected())
        .anyMatch(kept -> kept.equals(Optional.of(generation)));
  }

  private static CacheGeneration generation(PublishedCommit commit) {
    return new CacheGeneration(commit.claim().slot().scoreDate(), commit.claim().generation());
  }
}
