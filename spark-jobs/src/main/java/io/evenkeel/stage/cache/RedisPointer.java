package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link Pointer} with the load that each generation is in. */
record RedisPointer(RedisLoad current, Optional<RedisLoad> previous, Optional<RedisLoad> rejected) {
  /** The fields in Redis; one that is absent or empty says that there is none. */
  static final List<String> FIELDS = List.of("current", "previous", "rejected");

  /** Returns the pointer of the values of {@link #FIELDS}; empty where none is live. */
  static Optional<RedisPointer> of(List<String> values) {
    return RedisLoad.of(values.get(0))
        .map(
            current ->
                new RedisPointer(
                    current, RedisLoad.of(values.get(1)), RedisLoad.of(values.get(2))));
  }

  /** Returns the rules by which it may move. */
  Pointer generations() {
    return new Pointer(
        current.generation(),
        previous.map(RedisLoad::generation),
        rejected.map(RedisLoad::generation));
  }

  /** Returns the pointer after a switch. */
  RedisPointer switchedTo(RedisLoad load) {
    Pointer next = generations().switchedTo(load.generation());
    return new RedisPointer(
        load, Optional.of(current), rejected.filter(r -> next.rejected().isPresent()));
  }

  /** Returns the pointer with another load of the same generation. */
  RedisPointer reloaded(RedisLoad load) {
    return new RedisPointer(load, previous, rejected);
  }

  /** Tells whether it is one of the three. */
  boolean names(RedisLoad load) {
    return load.equals(current)
        || previous.equals(Optional.of(load))
        || rejected.equals(Optional.of(load));
  }

  /** Tells whether readers, a rollback or a release may yet need a load that is whole. */
  boolean keeps(RedisLoad load) {
    return names(load) || load.generation().newerThan(current.generation());
  }

  /** Returns the values of {@link #FIELDS}. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    values.add(current.toString());
    values.add(previous.map(RedisLoad::toString).orElse(""));
    values.add(rejected.map(RedisLoad::toString).orElse(""));
    return values;
  }
}
