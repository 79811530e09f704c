package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.FullDisk;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line of Evenkeel. {@code ./evenkeel score ...} and {@code spark-submit --class
 * io.evenkeel.cli.Evenkeel evenkeel.jar score ...} are the same.
 */
@Command(
    name = "evenkeel",
    mixinStandardHelpOptions = true,
    description =
        "Scores a warehouse on a schedule: one feature definition for training and scoring.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Evenkeel.Version.class,
    subcommands = {
      LoadCommand.class,
      InitCommand.class,
      ExportCommand.class,
      ScoreCommand.class,
      BackfillCommand.class,
      RetryCommand.class,
      OutcomesCommand.class,
      DriftCommand.class,
      LookupCommand.class,
      CacheCommand.class,
      DoctorCommand.class,
      MaintainCommand.class,
      ChaosCommand.class,
      SqlCommand.class,
      RunsCommand.class,
      FeaturesCommand.class,
      ExplainCommand.class,
      SettingsCommand.class,
      DemoCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, or done already; 2 usage; 10 held by a gate; 11 drift;",
      "20 contract broken; 30 fenced by a newer run; 40 may succeed if repeated; 1 a defect."
    })
public final class Evenkeel implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments a command's name and its options
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs one command.
   *
   * @return the exit code, see {@link Fault#exitCode()}; 0 for success
   */
  public static int run(String... arguments) {
    return Values.read(new CommandLine(new Evenkeel()))
        .setExecutionExceptionHandler(Evenkeel::failed)
        .setParameterExceptionHandler(Refusal::tell)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  /** Without a command, tells which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return Fault.USAGE.exitCode();
  }

  private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    EvenkeelException failure =
        thrown instanceof EvenkeelException known
            ? known
            : FullDisk.in(thrown, Stream.empty()).orElseGet(() -> unexpected(thrown));
    shared(command).tell(failure);
    if (failure.fault() == Fault.INTERNAL) {
      thrown.printStackTrace(System.err);
    }
    return failure.fault().exitCode();
  }

  private static SharedOptions shared(CommandLine command) {
    Object options = command.getMixins().get("options");
    return options instanceof SharedOptions shared ? shared : new SharedOptions();
  }

  private static EvenkeelException unexpected(Exception thrown) {
    return EvenkeelException.of(
            Fault.INTERNAL,
            "%s: %s".formatted(thrown.getClass().getSimpleName(), thrown.getMessage()))
        .safe("published tables and the cache hold whole generations; this run changed none half")
        .next("report this with the lines that follow")
        .causedBy(thrown);
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Evenkeel.class.getPackage().getImplementationVersion();
      return new String[] {"evenkeel " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
