package dev.hera.examples.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.hera.examples.host.demo.Demonstration;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hera demo}: the whole of Hera in one command, with nothing to set up. */
@Command(
    name = "demo",
    description = "Run a plan of eight nodes with scripted workers in a throw-away repository.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final List<String> WORKER_JAVA =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Xmx64m");

  @Option(
      names = "--store",
      paramLabel = "KIND:PATH",
      description = {
        "the store, sqlite:PATH, h2:PATH or postgres://HOST/DATABASE; by default one in a",
        "temporary directory"
      })
  private @Nullable String store;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "an empty or new directory to work in, which is kept")
  private @Nullable Path keep;

  @Option(
      names = "--open",
      description = "stay until Enter is pressed or the input ends, so that one can look")
  private boolean open;

  @Override
  public Integer call() throws IOException, InterruptedException {
    logOnlyWhatIsWrong();
    StoreAddress address = store == null ? null : StoreAddress.parse(store);
    try (DemoFolder folder = DemoFolder.open(keep)) {
      boolean complete = run(folder, settings(folder, address));
      return (complete ? ExitCode.FINE : ExitCode.INCOMPLETE).value();
    }
  }

  /** The demo shows its plan itself; a line for each start and end beside it would confuse. */
  private static void logOnlyWhatIsWrong() {
    if (System.getProperty("hera.log") == null
        && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }

  private boolean run(DemoFolder folder, HostSettings settings)
      throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (DemoHost host = DemoHost.start(folder, settings, out)) {
      boolean complete = host.run();
      if (open) {
        host.stay(System.in);
      }
      return complete;
    }
  }

  private static HostSettings settings(DemoFolder folder, @Nullable StoreAddress address)
      throws IOException, InterruptedException {
    Project project = folder.project();
    return new HostSettings(
        address,
        folder.state(),
        List.of(project),
        List.of(worker()),
        Map.of(),
        Integer.MAX_VALUE,
        OptionalInt.of(0),
        FanIn.MERGE);
  }

  private static WorkerCommand worker() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(WORKER_JAVA);
    words.addAll(Demonstration.workerArguments());
    return WorkerCommand.parse(
        words.stream().map(DemoCommand::quoted).collect(Collectors.joining(" ")));
  }

  private static String quoted(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
