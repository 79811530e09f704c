package io.evenkeel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evenkeel cache}: what an operator can ask of a cache and do to it. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "Shows, checks, rolls back and drops what is cached of a model.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CacheStatusCommand.class,
      CacheVerifyCommand.class,
      CacheRollbackCommand.class,
      CacheReleaseCommand.class,
      CacheDropCommand.class
    })
final class CacheCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command of 'cache': " + spec.subcommands().keySet());
  }
}
