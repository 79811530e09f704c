package io.evenkeel.cli;

import io.evenkeel.fault.Fault;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
final class CacheCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without one of its commands, tells which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return Fault.USAGE.exitCode();
  }
}
