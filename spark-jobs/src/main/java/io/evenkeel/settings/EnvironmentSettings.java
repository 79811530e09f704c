package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.Locale;
import java.util.Map;

/**
 * Settings in environment variables: {@code EVENKEEL__SCORE__BATCH_ROWS} is {@code
 * evenkeel.score.batch_rows}. Variables with a single underscore, such as {@code EVENKEEL_MEMORY},
 * are the launcher's.
 */
final class EnvironmentSettings {
  static final String PREFIX = "EVENKEEL__";

  private EnvironmentSettings() {}

  static Config of(Map<String, String> environment) {
    Config settings = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(PREFIX)) {
        settings =
            settings.withValue(
                variable.getKey().replace("__", ".").toLowerCase(Locale.ROOT),
                ConfigValueFactory.fromAnyRef(variable.getValue(), variable.getKey()));
      }
    }
    return settings;
  }
}
