package io.evenkeel.stage.cache;

import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.redis.RedisEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** One model's keys in Redis: the pointer, the loads that have begun, and what each holds. */
record RedisModel(RedisSettings settings, RedisKeys keys) {
  /** What was loaded and never became live is gone after this time, if nobody removes it before. */
  static final Duration UNFINISHED = Duration.ofHours(24);

  private static final List<String> FIELDS = RedisPointer.FIELDS;

  RedisModel(RedisSettings settings, String model) {
    this(settings, new RedisKeys(settings.prefix(), model));
  }

  /** Asks the server, over a connection of its own. */
  <T> T ask(Function<Connection, T> question) {
    try (Connection connection = endpoint().connect()) {
      return question.apply(connection);
    } catch (JedisException e) {
      throw endpoint().unreachable(e);
    }
  }

  RedisEndpoint endpoint() {
    return settings.endpoint();
  }

  /** Returns the pointer, or empty where nothing is cached. */
  Optional<RedisPointer> pointer() {
    return ask(
        connection -> {
          List<byte[]> asked = new ArrayList<>(List.of(keys.pointer()));
          FIELDS.forEach(field -> asked.add(bytes(field)));
          connection.sendCommand(Command.HMGET, asked.toArray(byte[][]::new));
          return RedisPointer.of(
              connection.getBinaryMultiBulkReply().stream()
                  .map(value -> value == null ? "" : text(value))
                  .toList());
        });
  }

  /** Returns the pointer, or fails with fault USAGE naming the models that are cached. */
  RedisPointer requirePointer() {
    return pointer().orElseThrow(() -> ask(connection -> absent(connection, settings, keys)));
  }

  /** Returns the failure of a model that is not cached. */
  static EvenkeelException absent(Connection connection, RedisSettings settings, RedisKeys keys) {
    connection.sendCommand(Command.SMEMBERS, RedisKeys.models(settings.prefix()));
    TreeSet<String> models = new TreeSet<>();
    connection.getBinaryMultiBulkReply().forEach(name -> models.add(text(name)));
    models.remove(keys.model());
    return EvenkeelException.of(
            Fault.USAGE,
            "No predictions of model '%s' are cached in %s; cached are %s"
                .formatted(keys.model(), settings.endpoint(), models))
        .next("./evenkeel score --model " + keys.model() + " --date <yyyy-mm-dd>");
  }

  /**
   * Leads readers from what {@code before} says to what {@code next} says.
   *
   * @param before empty where nothing is cached
   * @return false where another has moved the pointer meanwhile
   */
  boolean move(Optional<RedisPointer> before, RedisPointer next) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(bytes("2"));
    arguments.add(keys.pointer());
    arguments.add(keys.meta(next.current()));
    before
        .map(RedisPointer::values)
        .orElse(List.of("", "", ""))
        .forEach(v -> arguments.add(bytes(v)));
    next.values().forEach(value -> arguments.add(bytes(value)));
    long moved =
        ask(
            connection -> {
              arguments.add(0, RedisScript.MOVE.load(connection));
              connection.sendCommand(Command.EVALSHA, arguments.toArray(byte[][]::new));
              return connection.getIntegerReply();
            });
    if (moved < 0) {
      throw damaged(List.of("%s: %s is not whole".formatted(endpoint(), next.current())));
    }
    return moved == 1;
  }

  /** Writes down that a load begins, before it has any key. */
  void begin(RedisLoad load) {
    tell(Command.HSET, keys.loads(), bytes(load.toString()), bytes(Long.toString(now())));
  }

  /** Returns the loads that have begun, with the millisecond of the epoch when they did. */
  Map<RedisLoad, Long> loads() {
    return ask(
        connection -> {
          connection.sendCommand(Command.HGETALL, keys.loads());
          Map<RedisLoad, Long> loads = new LinkedHashMap<>();
          new TreeMap<>(BuilderFactory.STRING_MAP.build(connection.getBinaryMultiBulkReply()))
              .forEach(
                  (load, began) ->
                      RedisLoad.of(load).ifPresent(l -> loads.put(l, Long.valueOf(began))));
          return loads;
        });
  }

  /** Writes what a load holds; from then on it is whole. */
  void finish(RedisLoad load, RedisMeta meta) {
    tell(Command.SET, keys.meta(load), meta.sealed().bytes());
  }

  /** Returns what a load holds, or empty where it was not finished or is not as it was written. */
  Optional<RedisMeta> meta(RedisLoad load) {
    return ask(
        connection -> {
          connection.sendCommand(Command.GET, keys.meta(load));
          return Optional.ofNullable(connection.getBinaryBulkReply())
              .flatMap(Sealed::open)
              .map(RedisMeta::of);
        });
  }

  /** Sends one command whose reply matters only if it is an error. */
  void tell(Command command, byte[]... arguments) {
    ask(
        connection -> {
          connection.sendCommand(command, arguments);
          return connection.getOne();
        });
  }

  static long now() {
    return System.currentTimeMillis();
  }

  /** Returns the failure of a load that is not as it was written. */
  static EvenkeelException damaged(List<String> problems) {
    return ModelFolder.damaged(problems);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
