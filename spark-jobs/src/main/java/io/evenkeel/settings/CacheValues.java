package io.evenkeel.settings;

import io.evenkeel.redis.Encryption;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.redis.SecretReference;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads {@link Settings.Cache}. */
final class CacheValues {
  private static final String REDIS = "cache.redis.";
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*|");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}");

  private CacheValues() {}

  static Settings.Cache read(Values values) {
    String prefix =
        values.text(
            REDIS + "key_prefix",
            PREFIX.asMatchPredicate(),
            "a prefix of keys: letters, digits and _ . : -, at most 40");
    return new Settings.Cache(
        values.choice("cache.store", Settings.Cache.Store.class),
        endpoint(values),
        prefix,
        values.integer(REDIS + "writers", 1, 1_000),
        values.integer(REDIS + "pipeline_commands", 1, 100_000),
        values.integer(REDIS + "pipeline_bytes", 1_000, 100_000_000));
  }

  private static RedisEndpoint endpoint(Values values) {
    return new RedisEndpoint(
        values.text(REDIS + "host", host -> !host.isBlank(), "a host; it is empty"),
        values.integer(REDIS + "port", 1, 65_535),
        values.integer(REDIS + "database", 0, 1_000_000),
        values.text(REDIS + "user"),
        password(values),
        new Encryption(values.flag(REDIS + "tls.enabled"), values.text(REDIS + "tls.authorities")),
        Duration.ofSeconds(values.integer(REDIS + "timeout_seconds", 1, 600)));
  }

  /** Somebody may write the password itself where its place is meant: no problem repeats it. */
  private static SecretReference password(Values values) {
    String variable =
        values.text(
            REDIS + "password_variable",
            VARIABLE.asMatchPredicate(),
            "the name of an environment variable: capitals, digits and _");
    String file = values.text(REDIS + "password_file");
    if (!variable.isEmpty() && !file.isEmpty()) {
      values.problem(
          REDIS + "password_file", "and password_variable are both set; the password is in one");
    }
    if (!variable.isEmpty()) {
      return new SecretReference(SecretReference.Place.ENVIRONMENT, variable);
    }
    return file.isEmpty()
        ? SecretReference.NONE
        : new SecretReference(SecretReference.Place.FILE, file);
  }
}
