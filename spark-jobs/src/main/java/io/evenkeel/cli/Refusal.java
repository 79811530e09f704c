package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told of words that are no command, as every other failure is told. */
final class Refusal {
  private Refusal() {}

  /**
   * Tells why words are refused, on standard error, or as JSON on standard output.
   *
   * @param words all that was given after the program's name
   * @return the exit code
   */
  static int tell(ParameterException refused, String... words) {
    CommandLine command = refused.getCommandLine();
    EvenkeelException failure =
        EvenkeelException.of(Fault.USAGE, problems(refused, words))
            .safe("nothing was started")
            .next("./%s --help".formatted(command.getCommandSpec().qualifiedName()));
    if (List.of(words).contains("--json")) {
      System.out.println(FailureText.json(failure));
    } else {
      System.err.println(FailureText.text(failure));
    }
    return failure.fault().exitCode();
  }

  private static List<String> problems(ParameterException refused, String... words) {
    CommandLine command = refused.getCommandLine();
    if (refused instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().stream().map(word -> unknown(command, word)).toList();
    }
    List<String> problems = new ArrayList<>();
    if (refused instanceof MissingParameterException) {
      // A misspelt option is why another is missing.
      Arrays.stream(words)
          .filter(word -> word.startsWith("--") && !isOption(command, word))
          .forEach(word -> problems.add(unknown(command, word)));
    }
    problems.add(String.valueOf(refused.getMessage()));
    return problems;
  }

  private static boolean isOption(CommandLine command, String word) {
    return command.getCommandSpec().optionsMap().containsKey(name(word));
  }

  private static String name(String word) {
    return word.substring(0, (word + "=").indexOf('='));
  }

  private static String unknown(CommandLine command, String word) {
    boolean option = word.startsWith("-");
    if (!option && command.getSubcommands().isEmpty()) {
      return "'%s' is a word too many; a query or path of several words needs quotation marks"
          .formatted(word);
    }
    List<String> near =
        new UnmatchedArgumentException(command, List.of(word))
            .getSuggestions().stream().map(each -> each.replaceFirst(".* ", "")).toList();
    TreeSet<String> all =
        new TreeSet<>(
            option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return "'%s' is no %s of '%s'; %s"
        .formatted(
            option ? name(word) : word,
            option ? "option" : "command",
            command.getCommandName(),
            near.isEmpty()
                ? "possible are " + all
                : "did you mean %s?".formatted(String.join(" or ", near)));
  }
}
