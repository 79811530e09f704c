package io.evenkeel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
final class FeaturesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command of 'features': " + spec.subcommands().keySet());
  }
}
