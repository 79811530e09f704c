package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.Spine;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a set: the block under {@code features.<name>}. */
final class SetReader {
  static final List<String> SETTINGS =
      List.of("version", "timezone", "spine", "sources", "columns", "label");

  private SetReader() {}

  /**
   * Returns the set.
   *
   * @throws io.evenkeel.fault.EvenkeelException with every problem found
   */
  static FeatureSet read(String name, Section set) {
    set.allow(SETTINGS);
    int version =
        set.required(
            "version", "a whole number from 1", text -> Types.whole(text, 1, 999_999_999), 1);
    ZoneId zone = set.required("timezone", Types.ZONES, Types::zone, ZoneId.of("UTC"));
    Spine spine = SpineReader.read(set.requiredSection("spine", "a block spine { ... }"));
    Sources sources = Sources.read(set, spine.keys().keySet());
    Section columns = set.requiredSection("columns", "a block columns { ... }");
    List<FeatureColumn> read = columns(columns, sources);
    Optional<Label> label = LabelReader.read(set, sources);
    label.ifPresent(found -> clash(set, columns, found));
    ExpressionOrder.cycles(read).forEach((column, text) -> columns.problem(column, text));
    set.problems().throwIfAny();
    return new FeatureSet(name, version, zone, spine, sources.byName(), read, label);
  }

  private static List<FeatureColumn> columns(Section columns, Sources sources) {
    Names.check(columns);
    if (columns.names().isEmpty()) {
      columns.problem("names no column; possible is at least one");
    }
    List<FeatureColumn> read = new ArrayList<>();
    for (String name : columns.names()) {
      Optional<Section> column = columns.section(name);
      if (Names.problem(name).isEmpty()) {
        column.flatMap(block -> ColumnReader.read(name, block, sources)).ifPresent(read::add);
      }
    }
    return read;
  }

  private static void clash(Section set, Section columns, Label label) {
    String lower = label.name().toLowerCase(Locale.ROOT);
    if (columns.names().stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(lower))) {
      set.problem("label", "'%s' is also the name of a column".formatted(label.name()));
    }
  }
}
