package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.role.TaskId;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher.SessionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A repository, a state directory, and launchers whose agents are shell scripts. */
public final class Fixture implements AutoCloseable, SessionListener {
  public static final String TOKEN = "secret-token-of-the-epoch";
  static final String URL = "http://127.0.0.1:7437/mcp";
  private static final long LIMIT_SECONDS = 60;

  /**
   * Launches of two stores never share a key, and what stops a worker ends all processes that carry
   * its key, wherever they are: test processes that run at once need keys of their own.
   */
  private static final String STORE =
      System.getProperty("hera.test.store", "db" + UUID.randomUUID().toString().substring(0, 8));

  public final Path directory;
  public final Path state;
  public final GitRepository repository;
  final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
  private final List<GitLauncher> launchers = new ArrayList<>();

  /** What a launcher told. */
  public record Ended(LaunchKey key, int epoch, SessionEnd end) {
    public OptionalInt exitCode() {
      return end.exitCode();
    }

    boolean is(LaunchKey otherKey, int otherEpoch, OptionalInt exitCode) {
      return key.equals(otherKey) && epoch == otherEpoch && exitCode.equals(exitCode());
    }
  }

  /** The worker of this epoch ended with this code, whatever else is known of its end. */
  public static void assertEnded(Found found, int epoch, OptionalInt exitCode) {
    assertThat(found).isInstanceOf(Found.Ended.class);
    Found.Ended ended = (Found.Ended) found;
    assertThat(ended.epoch()).isEqualTo(epoch);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
  }

  public Fixture(Path directory) {
    try {
      this.directory = directory.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.state = this.directory.resolve("state");
    this.repository = GitRepository.create(this.directory.resolve("repository"));
  }

  @Override
  public void ended(LaunchKey key, int epoch, SessionEnd end) {
    ends.add(new Ended(key, epoch, end));
  }

  public GitLauncher launcher(String command) {
    return launcher(command, builder -> builder);
  }

  /** A launcher with another state directory. */
  GitLauncher launcherAt(Path other, String command) {
    return launcher(other, command, builder -> builder);
  }

  public GitLauncher launcher(String command, UnaryOperator<GitLauncherBuilder> settings) {
    return launcher(state, command, settings);
  }

  private GitLauncher launcher(
      Path at, String command, UnaryOperator<GitLauncherBuilder> settings) {
    GitLauncherBuilder builder =
        GitLauncher.builder(at, WorkerCommand.parse(command), () -> URL)
            .project(Project.of("shop", repository.directory()))
            .stopGrace(Duration.ofSeconds(20));
    GitLauncher launcher = settings.apply(builder).build();
    launcher.listen(this);
    launchers.add(launcher);
    return launcher;
  }

  /** The command line that runs a script with these arguments. */
  public String script(String text, String... arguments) {
    Path script = directory.resolve("agent-" + Integer.toHexString(text.hashCode()) + ".sh");
    GitRepository.write(script, text);
    return "/bin/sh '" + script + "' " + String.join(" ", arguments);
  }

  /** A script that says that it runs by the first pipe and ends with a number from the second. */
  public String controlledAgent() {
    return script(
        """
        echo $$ > "$1"
        read code < "$2"
        exit $code
        """,
        "'" + pipe("ready") + "'",
        "'" + pipe("go") + "'");
  }

  public Path pipe(String name) {
    Path pipe = directory.resolve(name);
    try {
      if (!Files.exists(pipe)) {
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
      }
      return pipe;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The line that somebody writes into a pipe. */
  public String readPipe(String name) throws Exception {
    Path pipe = pipe(name);
    return bounded(() -> Files.readString(pipe).strip());
  }

  public void writePipe(String name, String line) throws Exception {
    Path pipe = pipe(name);
    bounded(() -> Files.writeString(pipe, line + "\n"));
  }

  static <T> T bounded(Callable<T> work) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  public Ended nextEnd() throws InterruptedException {
    Ended end = ends.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (end == null) {
      throw new AssertionError("no end was told");
    }
    return end;
  }

  /** Has a Java process that a test starts make {@linkplain #key keys} of the same store. */
  static String withThisStore() {
    return "-Dhera.test.store=" + STORE;
  }

  public static LaunchKey key(int id) {
    return new LaunchKey(STORE + "-" + id);
  }

  public static LaunchRequest request(int id, String role) {
    return request(id, role, 1, "main", List.of(), "Do the work.");
  }

  public static LaunchRequest request(
      int id,
      String role,
      int epoch,
      String baseBranch,
      List<BlockerBranch> blockers,
      String prompt) {
    return new LaunchRequest(
        new LaunchId(id),
        key(id),
        epoch,
        "demo",
        role,
        new TaskId(100 + id),
        "shop",
        baseBranch,
        blockers,
        prompt,
        new LaunchOptions(null, "opus", null));
  }

  /** The same launch in another project. */
  public static LaunchRequest in(String project, LaunchRequest request) {
    return new LaunchRequest(
        request.id(),
        request.key(),
        request.epoch(),
        request.orchestrator(),
        request.role(),
        request.task(),
        project,
        request.baseBranch(),
        request.blockerBranches(),
        request.prompt(),
        request.options());
  }

  /** Places and starts. */
  public static Placement start(GitLauncher launcher, LaunchRequest request) {
    Placement placement = launcher.place(request);
    launcher.start(request, placement, TOKEN);
    return placement;
  }

  /** What the launcher keeps of a launch. */
  public LaunchFiles files(LaunchKey key) {
    return new LaunchFiles(key, state.resolve("launches/" + key));
  }

  public Path runDirectory(LaunchRequest request) {
    return state.resolve("launches/" + request.key() + "/run-" + request.epoch() + "-1");
  }

  /** The running shell around a worker. */
  public ProcessHandle shellOf(LaunchRequest request) throws Exception {
    String pid = Files.readString(runDirectory(request).resolve("pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  public static void deleteTree(Path root) throws Exception {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  public List<String> branches() {
    return repository
        .git("for-each-ref", "--format=%(refname:short)", "refs/heads/")
        .lines()
        .toList();
  }

  @Override
  public void close() {
    launchers.forEach(GitLauncher::stopAll);
    launchers.forEach(GitLauncher::close);
  }
}
