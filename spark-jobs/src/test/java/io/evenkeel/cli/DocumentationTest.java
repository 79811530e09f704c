package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;
import picocli.CommandLine;

/** The pages name commands and exit codes that there are, and each command has its example. */
public class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
  private static final Pattern COMMAND = Pattern.compile("\\./evenkeel ([a-z]+)(?: ([a-z]+))?");

  @Test
  public void everyCommandThatAPageNamesExists() throws IOException {
    CommandLine evenkeel = new CommandLine(new Evenkeel());
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher named = COMMAND.matcher(Files.readString(page));
      while (named.find()) {
        CommandLine command = evenkeel.getSubcommands().get(named.group(1));
        if (command == null || !knows(command, named.group(2))) {
          unknown.add(ROOT.relativize(page) + ": " + named.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
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

  @Test
  public void theOperatorsPageHasEveryExitCode() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/operators.md"));
    for (Fault fault : Fault.values()) {
      assertThat(page).as("exit code of %s", fault).contains("| " + fault.exitCode() + " |");
    }
  }

  /** A word after a command that has no commands of its own is an argument. */
  private static boolean knows(CommandLine command, String word) {
    Map<String, CommandLine> own = command.getSubcommands();
    return word == null || own.isEmpty() || own.containsKey(word);
  }

  private static List<CommandLine> leaves(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(command);
    }
    return command.getSubcommands().values().stream().flatMap(c -> leaves(c).stream()).toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "feature-defs", "models", "spark-jobs", "tests")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
