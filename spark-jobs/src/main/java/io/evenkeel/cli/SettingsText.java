package io.evenkeel.cli;

import io.evenkeel.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How settings are told: what is set, and by whom. */
final class SettingsText {
  private SettingsText() {}

  /** Returns one line with what somebody has set; empty where all is by default. */
  static Optional<String> given(List<Setting> settings) {
    List<Setting> given = settings.stream().filter(Setting::given).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "settings %s; %d by default, see ./evenkeel settings"
            .formatted(
                given.stream()
                    .map(s -> "%s=%s (%s)".formatted(s.key(), s.value(), s.place()))
                    .collect(Collectors.joining(", ")),
                settings.size() - given.size()));
  }

  /** Returns a table of all settings. */
  static String table(List<Setting> settings) {
    return TextTable.ofText(
        List.of("setting", "value", "set by", "at"),
        settings.stream().map(s -> List.of(s.key(), s.value(), source(s), s.place())).toList(),
        new boolean[4]);
  }

  /** Returns who set a value, as a word. */
  static String source(Setting setting) {
    return setting.source().name().toLowerCase(Locale.ROOT);
  }
}
