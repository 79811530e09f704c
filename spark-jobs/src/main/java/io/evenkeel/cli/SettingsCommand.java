package io.evenkeel.cli;

import io.evenkeel.settings.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evenkeel settings}. Starts no Spark. */
@Command(
    name = "settings",
    description =
        "Lists every setting in force, and whether a flag, the environment or a file set it.",
    footer = {"", "Example:", "  ./evenkeel settings --conf evenkeel.score.batch_rows=8192"})
final class SettingsCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Override
  public Integer call() {
    var unused = options.settings();
    if (options.json()) {
      options.origins().forEach(s -> System.out.println(JsonJournal.text(facts(s))));
    } else {
      System.out.print(SettingsText.table(options.origins()));
    }
    return 0;
  }

  private static Map<String, Object> facts(Setting setting) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("key", setting.key());
    facts.put("value", setting.value());
    facts.put("set_by", SettingsText.source(setting));
    facts.put("at", setting.place());
    return facts;
  }
}
