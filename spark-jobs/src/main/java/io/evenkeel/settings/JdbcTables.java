package io.evenkeel.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.evenkeel.stage.warehouse.JdbcSource;
import io.evenkeel.stage.warehouse.SecretPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the tables of databases out of {@code evenkeel.jdbc}, noting every problem. */
final class JdbcTables {
  private static final int MOST_QUERIES = 1_000;
  private static final Set<String> KEYS =
      Set.of("url", "table", "user_env", "user_file", "password_env", "password_file", "parts");
  private static final Set<String> PARTS = Set.of("column", "from", "to", "number");

  private final List<String> problems;

  JdbcTables(List<String> problems) {
    this.problems = problems;
  }

  /** Returns the tables, by name. */
  List<JdbcSource> of(Config jdbc) {
    List<JdbcSource> sources = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> table : new TreeMap<>(jdbc.root()).entrySet()) {
      if (table.getValue() instanceof ConfigObject block) {
        sources.add(source(table.getKey(), block.toConfig()));
      } else {
        problems.add("evenkeel.jdbc.%s is no block".formatted(table.getKey()));
      }
    }
    return sources;
  }

  private JdbcSource source(String name, Config table) {
    String prefix = "evenkeel.jdbc." + name;
    known(prefix, table, KEYS);
    String url = text(prefix, table, "url").orElse("");
    String lower = url.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("jdbc:")
        || lower.contains("password")
        || lower.matches("[^?]*//[^/]*@.*")) {
      problems.add(
          prefix
              + ".url must start with 'jdbc:' and hold neither user nor password; possible are"
              + " user_env, user_file, password_env and password_file");
    }
    return new JdbcSource(
        name,
        url,
        text(prefix, table, "table").orElse(""),
        secret(prefix, table, "user"),
        secret(prefix, table, "password"),
        table.hasPath("parts")
            ? parts(prefix + ".parts", table.getConfig("parts"))
            : Optional.empty());
  }

  private Optional<SecretPlace> secret(String prefix, Config table, String what) {
    boolean env = table.hasPath(what + "_env");
    boolean file = table.hasPath(what + "_file");
    if (env && file) {
      problems.add("%s has both %s_env and %s_file; possible is one".formatted(prefix, what, what));
    }
    if (env) {
      return Optional.of(new SecretPlace.Environment(table.getString(what + "_env")));
    }
    return file
        ? Optional.of(new SecretPlace.FirstLine(Path.of(table.getString(what + "_file"))))
        : Optional.empty();
  }

  private Optional<JdbcSource.Parts> parts(String prefix, Config parts) {
    known(prefix, parts, PARTS);
    int number = 0;
    try {
      number = parts.getInt("number");
    } catch (ConfigException e) {
      problems.add("%s.number: %s".formatted(prefix, e.getMessage()));
    }
    if (number < 1 || number > MOST_QUERIES) {
      problems.add("%s.number is %d; possible are 1 to %d".formatted(prefix, number, MOST_QUERIES));
    }
    return Optional.of(
        new JdbcSource.Parts(
            text(prefix, parts, "column").orElse(""),
            text(prefix, parts, "from").orElse(""),
            text(prefix, parts, "to").orElse(""),
            number));
  }

  private Optional<String> text(String prefix, Config config, String key) {
    if (!config.hasPath(key)) {
      problems.add("%s.%s is missing".formatted(prefix, key));
      return Optional.empty();
    }
    return Optional.of(config.getString(key));
  }

  private void known(String prefix, Config config, Set<String> keys) {
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!keys.contains(key)) {
        problems.add(
            "Setting '%s.%s' is unknown; possible are %s"
                .formatted(prefix, key, new TreeSet<>(keys)));
      }
    }
  }
}
