package io.evenkeel.stage.cache;

import io.evenkeel.run.Slot;
import java.nio.charset.StandardCharsets;

/**
 * The names of one model's keys. In a cluster, what a script touches is in one slot (that of the
 * model's name in braces), and the hashes of rows are spread over all slots.
 */
record RedisKeys(String prefix, String model) {
  RedisKeys {
    Slot.requireName("model", model);
  }

  /** Returns the hash that says which load is live. */
  byte[] pointer() {
    return bytes(prefix + ":{" + model + "}:cur");
  }

  /** Returns the hash of loads that have begun, with the millisecond of the epoch when they did. */
  byte[] loads() {
    return bytes(prefix + ":{" + model + "}:loads");
  }

  /** Returns the text that says what a load holds; it is there once the load is whole. */
  byte[] meta(RedisLoad load) {
    return bytes(prefix + ":{" + model + "}:meta:" + load.generation() + ":" + load.id());
  }

  /** Returns a hash of rows. */
  byte[] bucket(RedisLoad load, int bucket) {
    return bytes(start(load) + bucket);
  }

  /** Returns the hash of the checksums of a group of hashes. */
  byte[] sums(RedisLoad load, int group) {
    return bytes(start(load) + "sums:" + group);
  }

  /** Returns the set of models, which only error messages need. */
  static byte[] models(String prefix) {
    return bytes(prefix + ":models");
  }

  private String start(RedisLoad load) {
    return prefix + ":" + model + ":" + load.generation() + ":" + load.id() + ":";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
