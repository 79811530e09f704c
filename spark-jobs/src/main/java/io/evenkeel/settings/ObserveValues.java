package io.evenkeel.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads {@link Settings.Observe}. An empty value stands for none. */
final class ObserveValues {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private ObserveValues() {}

  static Settings.Observe read(Values values) {
    return new Settings.Observe(
        path(values, "observe.metrics.folder"),
        address(values, "observe.metrics.pushgateway"),
        path(values, "observe.lineage.file"),
        address(values, "observe.lineage.url"),
        values.text("observe.lineage.namespace", name -> !name.isBlank(), "a name; it is empty"),
        Duration.ofSeconds(values.integer("observe.timeout_seconds", 1, 600)));
  }

  private static Optional<Path> path(Values values, String key) {
    return values.text(key).isEmpty() ? Optional.empty() : Optional.of(values.path(key));
  }

  private static Optional<URI> address(Values values, String key) {
    String text = values.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && SCHEMES.contains(address.getScheme())) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for an address of another kind.
    }
    values.problem(key, "is no address that starts with http:// or https://");
    return Optional.empty();
  }
}
