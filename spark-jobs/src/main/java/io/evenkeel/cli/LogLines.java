package io.evenkeel.cli;

import io.evenkeel.settings.Settings;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.logging.log4j.core.config.Configurator;

/** Makes this process log as the settings say: the configuration in the jar asks a property. */
final class LogLines {
  private static final String PROPERTY = "evenkeel.logs";
  private static final String CONFIGURATION = "log4j2.properties";

  private LogLines() {}

  /** Changes the way of logging where it is not that of the configuration in force. */
  static void as(Settings.Logs logs) {
    if (logs == Settings.Logs.TEXT) {
      return;
    }
    System.setProperty(PROPERTY, "json");
    URL ours = LogLines.class.getClassLoader().getResource(CONFIGURATION);
    if (ours == null) {
      throw new IllegalStateException("The jar has no " + CONFIGURATION);
    }
    try {
      Configurator.reconfigure(ours.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A resource has no address: " + ours, e);
    }
  }
}
