package io.evenkeel.cli;

import io.evenkeel.fault.Fault;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evenkeel features}: what can be asked about a definition. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = "Compares feature definitions, proves their values, explains and audits them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FeaturesDiffCommand.class,
      FeaturesVerifyCommand.class,
      FeaturesExplainCommand.class,
      FeaturesAuditCommand.class
    })
final class FeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without one of its commands, tells which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return Fault.USAGE.exitCode();
  }
}
