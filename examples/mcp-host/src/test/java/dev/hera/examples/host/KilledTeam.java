package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.HeraBuilder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.plan.Hold;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.view.PlanView;
import dev.hera.view.PlanView.Node;
import dev.hera.view.ViewState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One plan on one store, watched from outside while hosts and workers are killed. */
final class KilledTeam implements AutoCloseable {
  private static final String NAME = "team";

  /** Longer than a sweep's interval: only a sweep finds the end of a worker heard after it. */
  private static final long LIMIT_SECONDS =
      HeraBuilder.DEFAULT_SWEEP_INTERVAL.plusSeconds(60).toSeconds();

  private final Path directory;
  private final Path repository;
  private final HeraStore watched;
  private final Hera hera;
  private final Coordinator lead;
  private int commits;

  /** Submits the plan; nothing starts until a host does. */
  KilledTeam(Path directory, Path repository, StoreAddress store, Plan plan) {
    this.directory = directory;
    this.repository = repository;
    this.watched = store.open();
    watched.watch(this::changed);
    this.hera = Hera.builder(store.open()).build();
    Caller caller = hera.tasks().register(new NewTask("lead", "shop", null, null));
    this.lead = hera.newcomer(caller).newOrchestrator(NAME, "lead");
    lead.submit(plan);
  }

  Path keys() {
    return directory.resolve("keys");
  }

  synchronized void changed() {
    commits++;
    notifyAll();
  }

  /** Waits, looking again after each commit of another process. */
  synchronized void await(BooleanSupplier reached) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!reached.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("not reached: " + hera.plan(NAME));
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }

  synchronized int commits() {
    return commits;
  }

  /** Whether nothing more will happen by itself; a server that recovers does not tell. */
  boolean isSettled() {
    try {
      return isSettled(hera.plan(NAME));
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private static boolean isSettled(PlanView plan) {
    Map<String, ViewState> states =
        plan.nodes().stream().collect(Collectors.toMap(Node::name, Node::state));
    return plan.nodes().stream().allMatch(node -> isSettled(node, states));
  }

  private static boolean isSettled(Node node, Map<String, ViewState> states) {
    return switch (node.state()) {
      case IN_REVIEW, FAILED, HELD -> true;
      case PLANNED ->
          node.blockers().stream()
              .map(states::get)
              .anyMatch(state -> state == ViewState.HELD || state == ViewState.PLANNED);
      default -> false;
    };
  }

  /** The lines of workers: role, key, process. */
  List<String[]> lines() {
    try {
      return Files.exists(keys())
          ? Files.readAllLines(keys()).stream().map(line -> line.split(" ", 3)).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the worker of a role, once it is there; false when it ended before. */
  boolean kill(String role) {
    return lines().stream()
        .filter(line -> line[0].equals(role))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line[2])).stream())
        .filter(KilledTeam::isWorker)
        .anyMatch(ProcessHandle::destroyForcibly);
  }

  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().filter(l -> l.contains("KeyWorker")).isPresent();
  }

  /**
   * Each key exactly once, or the node held with a reason that the coordinator was told: once, or,
   * where a worker was killed, once for each time that its blocker failed. What a killed worker
   * sent before may be heard after its end was, and then it counts as running until that is seen.
   */
  void assertOnce(boolean killed) {
    PlanView plan = hera.plan(NAME);
    Map<String, Long> times =
        lines().stream().collect(Collectors.groupingBy(line -> line[0], Collectors.counting()));
    List<String> subjects =
        lead.inbox().messages().stream()
            .map(message -> message.from() + " " + message.tldr())
            .toList();
    for (Node node : plan.nodes()) {
      boolean ran = node.state() == ViewState.IN_REVIEW || node.state() == ViewState.FAILED;
      assertThat(times.getOrDefault(node.name(), 0L))
          .as("%s in %s", node, plan)
          .isEqualTo(ran ? 1 : 0);
      if (node.state() == ViewState.HELD) {
        assertThat(lead.explain(node.name()).wouldRelease()).as("%s", node).isNotEmpty();
        List<Hold> told = toldHolds(node);
        assertThat(subjects)
            .filteredOn(subject -> subject.startsWith(node.name() + " held:"))
            .as("the notices of %s, told %s", node, told)
            .hasSize(killed ? told.size() : 1);
        assertThat(told)
            .filteredOn(hold -> hold.closed() == null)
            .as("the holds of %s", node)
            .hasSize(1);
      }
    }
    Set<String> keys = lines().stream().map(line -> line[1]).collect(Collectors.toSet());
    assertThat(keys).hasSize(lines().size());
  }

  private List<Hold> toldHolds(Node node) {
    return watched.read(tx -> tx.holds().listOf(node.roleId(), false)).stream()
        .filter(Hold::told)
        .toList();
  }

  /** Waits until the workers have ended, each once it is answered; so a host must be there. */
  void awaitWorkers() throws Exception {
    for (ProcessHandle process : processes()) {
      if (!isHost(process)) {
        awaitEnd(process);
      }
    }
  }

  private static boolean isHost(ProcessHandle process) {
    String line = process.info().commandLine().orElse("");
    return Stream.of(HaltingHost.class, HeraCommand.class)
        .anyMatch(main -> line.contains(main.getName()));
  }

  private static void awaitEnd(ProcessHandle process) throws Exception {
    try {
      process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still there: " + process.info(), e);
    }
  }

  /** Nothing of the workers is left but their branches and worktrees. */
  void assertNothingLeft() throws Exception {
    for (ProcessHandle process : processes()) {
      awaitEnd(process);
    }
    Set<String> branches = new HashSet<>();
    hera.plan(NAME).nodes().stream()
        .filter(node -> node.branch() != null)
        .forEach(node -> branches.add(node.branch()));
    assertThat(git("for-each-ref", "--format=%(refname:short)", "refs/heads/hera/"))
        .containsExactlyInAnyOrderElementsOf(branches);
    assertThat(git("worktree", "list")).hasSize(1 + branches.size());
    try (Stream<Path> files = Files.walk(repository.resolve(".git"))) {
      assertThat(files.filter(file -> isLock(file.getFileName().toString()))).isEmpty();
    }
    try (FileChannel lock =
            FileChannel.open(
                repository.resolve(".git/hera.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.tryLock()) {
      assertThat(held).isNotNull();
    }
  }

  private static boolean isLock(String file) {
    return file.equals("locked") || (file.endsWith(".lock") && !file.equals("hera.lock"));
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(
            process ->
                process.info().commandLine().filter(l -> l.contains(directory + "/")).isPresent())
        .toList();
  }

  private List<String> git(String... arguments) throws Exception {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Process git = new ProcessBuilder(command).directory(repository.toFile()).start();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).isZero();
    return text.lines().toList();
  }

  @Override
  public void close() {
    hera.close();
    watched.close();
  }
}
