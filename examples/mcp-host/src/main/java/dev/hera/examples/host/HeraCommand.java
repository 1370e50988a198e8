package dev.hera.examples.host;

import dev.hera.error.StoreUnavailableException;
import dev.hera.launcher.git.SetupException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hera}: the host's command line. */
@Command(
    name = "hera",
    description = "Coordinates teams of AI coding agents by a living plan.",
    mixinStandardHelpOptions = true,
    versionProvider = HeraCommand.Version.class,
    subcommands = {DemoCommand.class, ServeCommand.class, ImportArgusCommand.class})
public final class HeraCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  private HeraCommand() {}

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = HeraCommand.class.getPackage().getImplementationVersion();
      return new String[] {"hera " + (version == null ? "in development" : version)};
    }
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new HeraCommand())
        .setParameterExceptionHandler(HeraCommand::misused)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command).value());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(e.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.value();
  }

  private static ExitCode failed(Exception e, CommandLine command) {
    if (e instanceof CannotRunException cannot) {
      command.getErr().println("hera: " + e.getMessage());
      return cannot.code();
    }
    if (e instanceof SetupException) {
      command.getErr().println("hera: " + e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof StoreUnavailableException) {
      command.getErr().println("hera: " + e.getMessage());
      return ExitCode.STORE;
    }
    LoggerFactory.getLogger(HeraCommand.class).debug("A fault of the host's own", e);
    command.getErr().println("hera: a fault of Hera's own, please report it: " + e);
    return ExitCode.FAULT;
  }
}
