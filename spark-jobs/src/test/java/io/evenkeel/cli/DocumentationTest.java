package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.evenkeel.fault.Fault;
import io.evenkeel.settings.Settings;
import io.evenkeel.settings.SettingsReader;
import io.evenkeel.stage.drift.Metric;
import io.evenkeel.stage.drift.PredictionMeasures;
import io.evenkeel.stage.outcome.MetricNames;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.Test;
import picocli.CommandLine;

/** The pages name commands and exit codes that there are, and each command has its example. */
public class DocumentationTest {
  private static final Pattern COMMAND = Pattern.compile("\\./evenkeel ([a-z]+)(?: ([a-z]+))?");
  private static final Pattern SETTING =
      Pattern.compile("(?<![\\w./-])evenkeel(?:\\.[a-z_]+)+(?![\\w/<])");

  /** Files, and the wrong key of the example that is refused. */
  private static final Set<String> NO_SETTINGS =
      Set.of("evenkeel.jar", "evenkeel.conf", "evenkeel.score.batch_row");

  @Test
  public void everyCommandOfEveryPageIsOneThatTheCommandLineTakes() {
    List<String> refused = new ArrayList<>();
    int whole = 0;
    for (Page page : Page.all()) {
      for (String command : page.commands()) {
        List<String> arguments = Page.arguments(command);
        if (isMention(arguments)) {
          continue;
        }
        whole++;
        try {
          var unused = new CommandLine(new Evenkeel()).parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
          refused.add("%s: %s: %s".formatted(page.name(), command, e.getMessage()));
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(whole).as("commands with all that they need").isGreaterThan(40);
  }

  @Test
  public void everyCommandThatAPageOnlyMentionsExists() {
    CommandLine evenkeel = new CommandLine(new Evenkeel());
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      Matcher named = COMMAND.matcher(page.text());
      while (named.find()) {
        CommandLine command = evenkeel.getSubcommands().get(named.group(1));
        if (command == null || !knows(command, named.group(2))) {
          unknown.add(page.name() + ": " + named.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  public void everySettingThatAPageNamesIsInTheReference() {
    Config reference = ConfigFactory.parseResources("reference.conf");
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      Matcher named = SETTING.matcher(page.text());
      while (named.find()) {
        String key = named.group();
        if (!reference.hasPathOrNull(key) && !NO_SETTINGS.contains(key) && !free(key)) {
          unknown.add(page.name() + ": " + key);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** Commands that need no Spark are run here, with what the page says that they print. */
  @Test
  public void whatConfSaysThatWrongSettingsAreToldIsWhatIsTold() {
    String shown = transcript("conf/README.md", "$ ./evenkeel runs ");
    String command = shown.lines().findFirst().orElseThrow().substring(2);
    Told told = Told.of(Page.arguments(command).toArray(String[]::new));
    assertThat(told.exitCode()).isEqualTo(Fault.USAGE.exitCode());
    assertThat(told.errors().strip()).isEqualTo(shown.substring(shown.indexOf('\n')).strip());
  }

  @Test
  public void whatConfSaysThatSettingsAreIsWhatIsListed() {
    String shown = transcript("conf/README.md", "$ EVENKEEL__");
    Told told = Told.of("settings", "--conf", "evenkeel.home=/shared/lakehouse");
    List<String> listed = told.output().lines().map(DocumentationTest::plain).toList();
    List<String> documented =
        shown
            .lines()
            .skip(1)
            .map(DocumentationTest::plain)
            .filter(line -> line.contains(" default ") || line.contains(" flag "))
            .toList();
    assertThat(documented).hasSizeGreaterThanOrEqualTo(3);
    assertThat(listed).containsAll(documented);
    int header = 2;
    int setInTheExample = 2;
    assertThat(Page.named("conf/README.md").text())
        .contains("; %d by default".formatted(listed.size() - header - setInTheExample));
  }

  /** The figures of the page, laid out again by what lays them out in the demo. */
  @Test
  public void theEndOfTheDemoIsLaidOutAsTheReadmeShows() {
    String shown = transcript("README.md", "time     score took");
    List<String> lines = shown.lines().toList();
    List<Row> rows =
        lines.stream()
            .filter(line -> line.strip().startsWith("2013-"))
            .map(DocumentationTest::row)
            .toList();
    assertThat(rows).hasSize(7);
    String score = shown.replaceAll("(?s).*(score \\d\\.\\d{4}), of .*", "$1");
    String live = shown.replaceAll("(?s).*, of (v\\S+)\\n.*", "$1");
    assertThat(lines.get(0)).matches("time     score took \\d+ s");
    List<String> columns =
        List.of("score_date", "rows_in", "rows_scored", "rows_quarantined", "drift_verdict");
    assertThat(lines.stream().skip(1))
        .containsExactlyElementsOf(
            String.join(
                    "\n",
                    Lines.step("lookup", DemoCommand.lookUp(score, live)),
                    Lines.step("sql", DemoCommand.query(columns, rows)),
                    Lines.step("open", DemoCommand.paths(defaults())))
                .lines()
                .toList());
  }

  private static Settings.Folders defaults() {
    return SettingsReader.read(Optional.empty(), Map.of()).folders();
  }

  private static Row row(String line) {
    List<String> cells = Splitter.on(Pattern.compile(" +")).splitToList(line.strip());
    return RowFactory.create(
        Date.valueOf(cells.get(0)),
        Long.valueOf(cells.get(1)),
        Long.valueOf(cells.get(2)),
        Long.valueOf(cells.get(3)),
        cells.get(4));
  }

  private static String transcript(String page, String begin) {
    return Page.named(page).blocks().stream()
        .filter(block -> block.startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  private static String plain(String line) {
    return line.strip().replaceAll(" +", " ");
  }

  /** A command's bare name, or one with dots for what is left out. */
  private static boolean isMention(List<String> arguments) {
    boolean bare =
        arguments.stream().noneMatch(word -> word.startsWith("-")) && !queries(arguments);
    return arguments.contains("...") || (bare && arguments.size() <= 2);
  }

  private static boolean queries(List<String> arguments) {
    return arguments.get(0).equals("sql") && arguments.size() > 1;
  }

  /** Tables of databases have names of their own. */
  private static boolean free(String key) {
    return key.startsWith("evenkeel.jdbc.");
  }

  @Test
  public void aModelNameThatLeavesItsFolderIsTheUsersToCorrect() {
    assertThat(Evenkeel.run("lookup", "../elsewhere", "key")).isEqualTo(Fault.USAGE.exitCode());
    assertThat(Evenkeel.run("cache", "drop", "../elsewhere")).isEqualTo(Fault.USAGE.exitCode());
  }

  @Test
  public void everyCommandHasAnExampleInItsHelp() {
    List<String> without = new ArrayList<>();
    leaves(new CommandLine(new Evenkeel())).stream()
        .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
        .filter(command -> !command.getUsageMessage().contains("./evenkeel "))
        .forEach(command -> without.add(command.getCommandName()));
    assertThat(without).isEmpty();
  }

  /** Of a description the list of commands shows the first part alone. */
  @Test
  public void theListOfCommandsHasWholeSentences() {
    for (CommandLine command : commands(new CommandLine(new Evenkeel()))) {
      String[] description = command.getCommandSpec().usageMessage().description();
      assertThat(description[0]).as(command.getCommandName()).endsWith(".");
    }
  }

  @Test
  public void theOperatorsPageHasEveryExitCode() {
    String page = Page.named("docs/operators.md").text();
    for (Fault fault : Fault.values()) {
      assertThat(page).as("exit code of %s", fault).contains("| " + fault.exitCode() + " |");
    }
  }

  /** What Judgement and OutcomeAlerts hold against a threshold. */
  @Test
  public void theOperatorsPageHasEveryMetricThatRaisesAnAlert() {
    String page = Page.named("docs/operators.md").text();
    List<String> raising =
        List.of(
            Metric.PSI,
            Metric.KS,
            Metric.LINF,
            PredictionMeasures.POSITIVE_RATE,
            MetricNames.ACCURACY,
            MetricNames.AUC,
            MetricNames.BASE_RATE,
            MetricNames.IMPACT_RATIO);
    assertThat(raising).allSatisfy(metric -> assertThat(page).contains("`" + metric + "`"));
  }

  /** A word after a command that has no commands of its own is an argument. */
  private static boolean knows(CommandLine command, String word) {
    Map<String, CommandLine> own = command.getSubcommands();
    return word == null || own.isEmpty() || own.containsKey(word);
  }

  private static List<CommandLine> commands(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(c -> !(c.getCommand() instanceof CommandLine.HelpCommand))
        .flatMap(c -> Stream.concat(Stream.of(c), commands(c).stream()))
        .toList();
  }

  private static List<CommandLine> leaves(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(command);
    }
    return command.getSubcommands().values().stream().flatMap(c -> leaves(c).stream()).toList();
  }
}
