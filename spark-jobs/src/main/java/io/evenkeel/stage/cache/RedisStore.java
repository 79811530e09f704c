package io.evenkeel.stage.cache;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * The store in a Redis server. Generations are loaded by Spark's tasks, from any machine; whoever
 * publishes, rolls back or releases moves the pointer by compare-and-set, so that each sees what
 * the others did.
 *
 * @param settings which server, and how fast it may be filled
 */
public record RedisStore(RedisSettings settings) implements CacheStore {
  @Override
  public Outcome publish(CommittedPredictions predictions) {
    RedisModel model = new RedisModel(settings, predictions.model());
    CacheGeneration generation = predictions.generation();
    Optional<RedisPointer> before = model.pointer();
    Optional<RedisLoad> live =
        before.map(RedisPointer::current).filter(load -> load.generation().equals(generation));
    if (live.isPresent() && differences(model, live.get()).isEmpty()) {
      return Outcome.LIVE;
    }
    if (live.isEmpty() && before.isPresent() && !before.get().generations().admits(generation)) {
      return Outcome.NOT_NEWER;
    }
    RedisLoad load =
        whole(model, generation).orElseGet(() -> new RedisBuild(model, predictions).run());
    return pointTo(model, load, live);
  }

  /** Returns a load of the generation that is whole: one that was rolled back and released. */
  private static Optional<RedisLoad> whole(RedisModel model, CacheGeneration generation) {
    return model.loads().keySet().stream()
        .filter(load -> load.generation().equals(generation))
        .filter(load -> differences(model, load).isEmpty())
        .findFirst();
  }

  /**
   * Leads readers to a load.
   *
   * @param damaged the live load of the same generation, which it replaces
   */
  private static Outcome pointTo(RedisModel model, RedisLoad load, Optional<RedisLoad> damaged) {
    RedisRemoval removal = new RedisRemoval(model);
    while (true) {
      Optional<RedisPointer> now = model.pointer();
      Optional<RedisLoad> current = now.map(RedisPointer::current);
      boolean replaces = damaged.isPresent() && current.equals(damaged);
      if (!replaces && now.isPresent() && !now.get().generations().admits(load.generation())) {
        boolean live = current.get().generation().equals(load.generation());
        if (!current.get().equals(load)) {
          removal.remove(load);
        }
        return live ? Outcome.LIVE : Outcome.NOT_NEWER;
      }
      RedisPointer next =
          now.map(p -> replaces ? p.reloaded(load) : p.switchedTo(load))
              .orElseGet(() -> new RedisPointer(load, Optional.empty(), Optional.empty()));
      if (model.move(now, next)) {
        model.tell(
            Command.SADD,
            RedisKeys.models(model.settings().prefix()),
            RedisModel.bytes(model.keys().model()));
        Failpoint.CACHE_SWITCHED.reached();
        damaged.filter(old -> replaces).ifPresent(removal::remove);
        removal.clean(next);
        return Outcome.LIVE;
      }
    }
  }

  @Override
  public CacheStatus status(String model) {
    return status(new RedisModel(settings, model));
  }

  private static CacheStatus status(RedisModel model) {
    RedisPointer pointer = model.requirePointer();
    RedisMeta meta =
        model.meta(pointer.current()).orElseThrow(() -> lost(model, pointer.current()));
    return new CacheStatus(
        model.keys().model(),
        pointer.current().generation(),
        meta.total().entries(),
        meta.deltaVersion(),
        meta.runId(),
        pointer.previous().map(RedisLoad::generation),
        pointer.rejected().map(RedisLoad::generation));
  }

  @Override
  public CacheStatus verify(String name) {
    RedisModel model = new RedisModel(settings, name);
    RedisPointer pointer = model.requirePointer();
    List<String> problems = new ArrayList<>(differences(model, pointer.current()));
    pointer.previous().ifPresent(load -> problems.addAll(differences(model, load)));
    if (!problems.isEmpty()) {
      throw RedisModel.damaged(problems);
    }
    return status(model);
  }

  @Override
  public CacheStatus rollback(String name) {
    RedisModel model = new RedisModel(settings, name);
    while (true) {
      RedisPointer now = model.requirePointer();
      RedisLoad target = now.previous().orElseThrow(() -> first(now, name));
      List<String> problems = differences(model, target, RedisReadBack.Depth.COUNTS);
      if (!problems.isEmpty()) {
        throw RedisModel.damaged(problems);
      }
      if (model.move(
          Optional.of(now),
          new RedisPointer(target, Optional.empty(), Optional.of(now.current())))) {
        return status(model);
      }
    }
  }

  @Override
  public CacheStatus release(String name) {
    RedisModel model = new RedisModel(settings, name);
    while (true) {
      RedisPointer now = model.requirePointer();
      RedisPointer next = new RedisPointer(now.current(), now.previous(), Optional.empty());
      if (now.rejected().isEmpty() || model.move(Optional.of(now), next)) {
        return status(model);
      }
    }
  }

  @Override
  public void drop(String name) {
    RedisModel model = new RedisModel(settings, name);
    RedisRemoval removal = new RedisRemoval(model);
    model.tell(Command.UNLINK, model.keys().pointer());
    model.tell(Command.SREM, RedisKeys.models(settings.prefix()), RedisModel.bytes(name));
    model.loads().keySet().forEach(removal::remove);
  }

  @Override
  public PredictionCache reader(String model) {
    return new RedisReader(settings, model);
  }

  private static List<String> differences(RedisModel model, RedisLoad load) {
    return differences(model, load, RedisReadBack.Depth.CONTENT);
  }

  private static List<String> differences(
      RedisModel model, RedisLoad load, RedisReadBack.Depth depth) {
    return model
        .meta(load)
        .map(meta -> new RedisReadBack(model, load).differences(meta.total(), depth))
        .orElseGet(() -> lost(model, load).problems());
  }

  private static EvenkeelException lost(RedisModel model, RedisLoad load) {
    return RedisModel.damaged(
        List.of("%s: what %s holds is missing or changed".formatted(model.endpoint(), load)));
  }

  private static EvenkeelException first(RedisPointer pointer, String model) {
    return EvenkeelException.of(
            Fault.USAGE,
            "%s of model '%s' has no generation before it"
                .formatted(pointer.current().generation(), model))
        .safe("Readers are served " + pointer.current().generation() + ".");
  }
}
