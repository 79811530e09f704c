package io.evenkeel.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/**
 * A setting in force, and who set it.
 *
 * @param key its whole name, such as {@code evenkeel.score.batch_rows}
 * @param value its value as text, without what may be a secret
 * @param source who set it
 * @param place where exactly: an option, a variable's name, a file with its line
 */
public record Setting(String key, String value, Source source, String place) {

  /** Who set a value, strongest first. */
  public enum Source {
    /** {@code --conf} on the command line. */
    FLAG,
    /** An environment variable. */
    ENVIRONMENT,
    /** The settings file. */
    FILE,
    /** {@code conf/reference.conf}. */
    DEFAULT
  }

  /** Returns whether somebody set the value. */
  public boolean given() {
    return source != Source.DEFAULT;
  }

  /**
   * Returns a setting; what may be a secret is left out of its value.
   *
   * @param line where the reference has the key
   */
  static Setting of(String key, ConfigValue inForce, String line) {
    ConfigOrigin origin = inForce.origin();
    String value = Redaction.of(key, String.valueOf(inForce.unwrapped()));
    Source source = sourceOf(origin);
    return new Setting(key, value, source, source == Source.DEFAULT ? line : placeOf(origin));
  }

  /** Returns where exactly somebody set a value: an option, a variable, a file with its line. */
  static String placeOf(ConfigOrigin origin) {
    return switch (sourceOf(origin)) {
      case FLAG -> SettingsLayers.FLAG;
      case FILE -> origin.filename() + ":" + origin.lineNumber();
      case ENVIRONMENT, DEFAULT -> origin.description();
    };
  }

  private static Source sourceOf(ConfigOrigin origin) {
    if (origin.description().startsWith(SettingsLayers.FLAG)) {
      return Source.FLAG;
    }
    if (origin.description().startsWith(EnvironmentSettings.PREFIX)) {
      return Source.ENVIRONMENT;
    }
    return origin.resource() == null && origin.filename() != null ? Source.FILE : Source.DEFAULT;
  }
}
