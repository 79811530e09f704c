package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Where settings come from, the strongest first: command line, environment, file, {@code
 * reference.conf}.
 *
 * @param given what somebody set
 * @param reference every key with its default
 */
record SettingsLayers(Config given, Config reference) {
  static final String FLAG = "--conf";
  private static final String REFERENCE = "reference.conf";
  private static final String ROOT = "evenkeel.";

  static SettingsLayers of(
      Optional<Path> file, Map<String, String> flags, Map<String, String> environment) {
    Config reference =
        parsed(
            REFERENCE,
            () ->
                ConfigFactory.parseResources(
                    SettingsLayers.class.getClassLoader(),
                    REFERENCE,
                    ConfigParseOptions.defaults().setAllowMissing(false)));
    Config fromFile = fileOf(file).map(SettingsLayers::parseFile).orElse(ConfigFactory.empty());
    Config given =
        parsed(FLAG, () -> ConfigFactory.parseMap(new TreeMap<>(flags), FLAG))
            .withFallback(parsed("the environment", () -> EnvironmentSettings.of(environment)))
            .withFallback(fromFile);
    return new SettingsLayers(given, reference);
  }

  /** Returns every key with the value in force. */
  Config merged() {
    return parsed("the settings", () -> given.withFallback(reference).resolve());
  }

  /** Returns every setting in force by name, with who set it. */
  List<Setting> settings() {
    Config merged = merged();
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : merged.entrySet()) {
      if (entry.getKey().startsWith(ROOT)) {
        settings.add(
            Setting.of(entry.getKey(), entry.getValue(), lineOf(byDefault(entry.getKey()))));
      }
    }
    settings.sort(Comparator.comparing(Setting::key));
    return settings;
  }

  private static String lineOf(Optional<ConfigValue> byDefault) {
    return "conf/reference.conf"
        + byDefault.map(value -> ":" + value.origin().lineNumber()).orElse("");
  }

  /**
   * Returns the value of a key as the reference writes it; empty for a key that it does not have.
   */
  private Optional<ConfigValue> byDefault(String key) {
    Optional<ConfigValue> found = Optional.of(reference.root());
    for (String step : key.split("\\.", -1)) {
      found =
          found
              .filter(ConfigObject.class::isInstance)
              .map(value -> ((ConfigObject) value).get(step));
    }
    return found;
  }

  private static Optional<Path> fileOf(Optional<Path> file) {
    return file.or(
        () -> Optional.of(Path.of("conf", "evenkeel.conf")).filter(Files::isRegularFile));
  }

  private static Config parseFile(Path file) {
    if (Files.notExists(file)) {
      throw EvenkeelException.of(Fault.USAGE, "There is no settings file '%s'".formatted(file))
          .next("name the file that there is, or leave --settings out for conf/evenkeel.conf");
    }
    return parsed(
        file.toString(),
        () ->
            ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)));
  }

  private static Config parsed(String what, Supplier<Config> parser) {
    try {
      return parser.get();
    } catch (ConfigException e) {
      throw EvenkeelException.of(
              Fault.USAGE, "%s can't be read as settings: %s".formatted(what, e.getMessage()))
          .next("correct what is named; conf/reference.conf shows how settings are written")
          .causedBy(e);
    }
  }
}
