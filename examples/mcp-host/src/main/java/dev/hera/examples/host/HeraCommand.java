package dev.hera.examples.host;

import dev.hera.error.HeraException;
import dev.hera.examples.host.operator.RefusedException;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.SetupException;
import dev.hera.mcp.words.ToolWords;
import dev.hera.spi.StoreUnavailableException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      OpenCommand.class,
      StdioCommand.class,
      LogCommand.class,
      StopCommand.class,
      DecideCommand.class,
      DrainCommand.class,
      ArchiveCommand.class,
      CleanCommand.class,
      CopyCommand.class,
      ImportArgusCommand.class,
      WorkersCommand.class,
      WarmUpCommand.class
    })
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
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine().setOut(out).execute(arguments));
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
    Optional<ExitCode> code = expected(e);
    if (code.isPresent()) {
      command.getErr().println("hera: " + ToolWords.of(String.valueOf(e.getMessage())));
      return code.get();
    }
    LoggerFactory.getLogger(HeraCommand.class).debug("A fault of the host's own", e);
    command.getErr().println("hera: a fault of Hera's own, please report it: " + e);
    return ExitCode.FAULT;
  }

  /** How the process ends for what may well happen; empty for a fault of Hera's own. */
  private static Optional<ExitCode> expected(Exception e) {
    if (e instanceof CannotRunException cannot) {
      return Optional.of(cannot.code());
    }
    boolean ofStore =
        e instanceof StoreUnavailableException
            || (e instanceof RefusedException refused && refused.isOfStore());
    if (ofStore) {
      return Optional.of(ExitCode.STORE);
    }
    boolean expected =
        e instanceof SetupException || e instanceof RefusedException || e instanceof HeraException;
    return expected ? Optional.of(ExitCode.USAGE) : Optional.empty();
  }
}
