package io.evenkeel.feature.language;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One block of a definition, read setting by setting. What is wrong goes to {@link Problems} and a
 * stand-in is returned, so that reading goes on and everything wrong is told at once; a set read
 * with problems is thrown away, stand-ins and all. Not thread-safe.
 */
final class Section {
  private static final String STAND_IN = "1";
  private static final Set<ConfigValueType> SCALARS =
      EnumSet.of(ConfigValueType.STRING, ConfigValueType.NUMBER, ConfigValueType.BOOLEAN);

  private final ConfigObject object;
  private final String path;
  private final Problems problems;

  Section(ConfigObject object, String path, Problems problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /** Returns the names in this block, sorted. */
  SortedSet<String> names() {
    return new TreeSet<>(object.keySet());
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  /** Reports a problem of one setting of this block, at the setting or else at the block. */
  void problem(String key, String text) {
    problems.add(origin(key), at(key), text);
  }

  /** Reports a problem of the block itself. */
  void problem(String text) {
    problems.add(object.origin(), path, text);
  }

  /** Reports every setting that is not among {@code possible}. */
  void allow(Collection<String> possible) {
    for (String name : names()) {
      if (!possible.contains(name)) {
        problem(name, "unknown setting%s".formatted(Words.possible(name, possible)));
      }
    }
  }

  /** Returns the value of a setting, or empty where it is not set; null is a problem. */
  Optional<ConfigValue> value(String key) {
    Optional<ConfigValue> value = Optional.ofNullable(object.get(key));
    if (value.isPresent() && value.get().valueType() == ConfigValueType.NULL) {
      problem(key, "is null; leave the setting out instead");
      return Optional.empty();
    }
    return value;
  }

  /** Tells whether a setting is set and is neither a block nor a list. */
  boolean isText(String key) {
    return value(key).filter(value -> SCALARS.contains(value.valueType())).isPresent();
  }

  /** Returns the block under {@code key}, or empty where it is not set or is no block. */
  Optional<Section> section(String key) {
    Optional<ConfigValue> value = value(key);
    if (value.isPresent() && !(value.get() instanceof ConfigObject)) {
      problem(key, "found %s; possible is a block { ... }".formatted(shown(value.get())));
    }
    return value
        .filter(ConfigObject.class::isInstance)
        .map(found -> new Section((ConfigObject) found, at(key), problems));
  }

  /** Returns the block under {@code key}; where it is missing, that is a problem. */
  Section requiredSection(String key, String possible) {
    if (!has(key)) {
      missing(key, possible);
    }
    return section(key).orElseGet(() -> empty(key));
  }

  private Section empty(String key) {
    return new Section(
        ConfigFactory.empty().root().withOrigin(origin(key)), at(key), new Problems(Path.of("")));
  }

  /** Returns the text of a setting, or empty where it is not set. A number or boolean is text. */
  Optional<String> text(String key) {
    return value(key).map(value -> scalar(key, value));
  }

  /** Returns the text of a setting; where it is missing, that is a problem. */
  String requiredText(String key, String possible) {
    if (!has(key)) {
      missing(key, possible);
    }
    return text(key).orElse(STAND_IN);
  }

  /** Reports that a setting is missing. */
  void missing(String key, String possible) {
    problem(key, "is missing; possible is %s".formatted(possible));
  }

  /** Returns a setting as {@code reader} understands it, or empty where it is not set or wrong. */
  <T> Optional<T> parsed(String key, String possible, Function<String, Optional<T>> reader) {
    Optional<String> text = text(key);
    Optional<T> parsed = text.flatMap(reader);
    if (text.isPresent() && parsed.isEmpty()) {
      problem(key, "found '%s'; possible is %s".formatted(text.get(), possible));
    }
    return parsed;
  }

  /** As {@link #parsed}, for a setting that must be there. */
  <T> T required(String key, String possible, Function<String, Optional<T>> reader, T standIn) {
    if (!has(key)) {
      missing(key, possible);
    }
    return parsed(key, possible, reader).orElse(standIn);
  }

  /** Returns a setting that is one of {@code words}, or empty where it is not set or wrong. */
  Optional<String> word(String key, List<String> words) {
    return parsed(
        key, "one of " + words, text -> Optional.of(text.strip()).filter(words::contains));
  }

  /** Returns the texts of a list, or empty where it is not set. */
  Optional<List<String>> texts(String key) {
    Optional<ConfigValue> value = value(key);
    if (value.isPresent() && !(value.get() instanceof ConfigList)) {
      problem(key, "found %s; possible is a list [a, b]".formatted(shown(value.get())));
    }
    return value
        .filter(ConfigList.class::isInstance)
        .map(list -> ((ConfigList) list).stream().map(item -> scalar(key, item)).toList());
  }

  /** Returns a SQL expression, trimmed, or empty where it is not set. */
  Optional<String> sql(String key) {
    return text(key).map(text -> checked(key, text));
  }

  /** Returns a SQL expression, trimmed; where it is missing, that is a problem. */
  String requiredSql(String key, String possible) {
    return checked(key, requiredText(key, possible));
  }

  /** Returns the SQL expressions of a list, trimmed, or empty where it is not set. */
  Optional<List<String>> sqls(String key) {
    return texts(key).map(texts -> texts.stream().map(text -> checked(key, text)).toList());
  }

  /** Returns a block of names to SQL expressions, by name; empty where it is not set. */
  SortedMap<String, String> sqlsByName(String key) {
    SortedMap<String, String> byName = new TreeMap<>();
    section(key)
        .ifPresent(
            block -> block.names().forEach(name -> byName.put(name, block.requiredSql(name, ""))));
    return byName;
  }

  private String checked(String key, String sql) {
    SqlRules.problems(sql).forEach(text -> problem(key, text));
    return sql.strip();
  }

  private String scalar(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> value.atKey("v").getString("v");
      default -> {
        problem(key, "found %s; possible is one value".formatted(shown(value)));
        yield STAND_IN;
      }
    };
  }

  private static String shown(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      default -> "'%s'".formatted(value.unwrapped());
    };
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ConfigOrigin origin(String key) {
    ConfigValue value = object.get(key);
    return value == null ? object.origin() : value.origin();
  }
}
