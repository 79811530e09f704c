package io.evenkeel.feature.language;

import io.evenkeel.feature.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The sources of a set, for the columns and the label that name them. */
final class Sources {
  private final Map<String, Source> read;
  private final Set<String> declared;

  private Sources(Map<String, Source> read, Set<String> declared) {
    this.read = read;
    this.declared = declared;
  }

  /** Reads the block {@code sources} of a set, which may be missing. */
  static Sources read(Section set, Set<String> spineKeys) {
    Map<String, Source> read = new LinkedHashMap<>();
    Optional<Section> sources = set.section("sources");
    sources.ifPresent(Names::check);
    Set<String> declared = sources.map(Section::names).orElseGet(TreeSet::new);
    for (String name : declared) {
      sources
          .flatMap(block -> block.section(name))
          .flatMap(block -> SourceReader.read(name, block, spineKeys))
          .ifPresent(source -> read.put(name, source));
    }
    return new Sources(read, declared);
  }

  /** Returns the sources by name. */
  Map<String, Source> byName() {
    return read;
  }

  /** Returns the names of all sources, those with problems too. */
  Set<String> names() {
    return declared;
  }

  /** Returns the source that {@code from} names; an unknown name is a problem. */
  Optional<Source> named(Section block) {
    String name = block.requiredText("from", "the name of a source, out of " + declared).strip();
    if (block.has("from") && !declared.contains(name)) {
      block.problem(
          "from", "unknown source '%s'%s".formatted(name, Words.possible(name, declared)));
    }
    return Optional.ofNullable(read.get(name));
  }

  /** Returns the keys by which rows are matched: {@code by}, or all keys of the source. */
  static List<String> by(Section block, Source source) {
    Set<String> keys = source.keys().keySet();
    Optional<List<String>> by = block.texts("by");
    if (by.isPresent() && by.get().isEmpty()) {
      block.problem("by", "is empty; possible are one or more of %s".formatted(keys));
    }
    for (String key : by.orElse(List.of())) {
      if (!keys.contains(key)) {
        block.problem(
            "by",
            "'%s' is not a key of source '%s'%s"
                .formatted(key, source.name(), Words.possible(key, keys)));
      }
    }
    return by.orElse(List.copyOf(keys)).stream().distinct().sorted().toList();
  }
}
