package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.job.Journal;
import io.evenkeel.settings.Setting;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that every command has. */
@Command(mixinStandardHelpOptions = true)
final class SharedOptions {
  /** Set by the launcher where standard output is a terminal. */
  private static final String TERMINAL = "EVENKEEL_TERMINAL";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting (evenkeel.*, see conf/reference.conf) or a Spark property (anything else).")
  private Map<String, String> conf = new LinkedHashMap<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings file (HOCON). Default: conf/evenkeel.conf where it exists.")
  private Optional<Path> settingsFile = Optional.empty();

  @Option(names = "--json", description = "Tell each step as one JSON object a line.")
  private boolean json;

  /** Returns the settings in force. */
  Settings settings() {
    Settings settings = SettingsReader.read(settingsFile, ours());
    LogLines.as(settings.logs());
    return settings;
  }

  /** Returns every setting in force with who set it. */
  List<Setting> origins() {
    return SettingsReader.settings(settingsFile, ours());
  }

  /**
   * Returns a new session with the Spark properties of the command line; tells on standard error
   * which settings somebody has set.
   */
  SparkSession spark(String command) {
    return spark(command, List.of());
  }

  /**
   * Returns a new session as {@link #spark(String)} does, with more extensions.
   *
   * @param extensions names of classes
   */
  SparkSession spark(String command, List<String> extensions) {
    SettingsText.given(origins()).ifPresent(System.err::println);
    Map<String, String> theirs = new TreeMap<>(conf);
    theirs.keySet().removeIf(key -> key.startsWith("evenkeel."));
    return SparkSessions.open(command, theirs, extensions);
  }

  private Map<String, String> ours() {
    Map<String, String> ours = new TreeMap<>(conf);
    ours.keySet().removeIf(key -> !key.startsWith("evenkeel."));
    return ours;
  }

  /** Returns where the command tells its steps: standard output. */
  Journal journal() {
    return json ? new JsonJournal(System.out) : new TextJournal(System.out, onTerminal());
  }

  /** Tells whether output is for a program. */
  boolean json() {
    return json;
  }

  /** Writes a failure to standard error, or as JSON to standard output. */
  void tell(EvenkeelException failure) {
    PrintStream stream = json ? System.out : System.err;
    stream.println(json ? FailureText.json(failure) : FailureText.text(failure));
  }

  private static boolean onTerminal() {
    return "1".equals(System.getenv(TERMINAL)) && !"dumb".equals(System.getenv("TERM"));
  }
}
