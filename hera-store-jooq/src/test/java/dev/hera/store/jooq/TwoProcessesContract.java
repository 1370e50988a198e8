package dev.hera.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.history.EventKind;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that write into one database at once. */
@Timeout(600)
public abstract class TwoProcessesContract {
  private static final String NAME = "rush";
  private static final String LEAD = "lead";
  private static final int THREADS = 4;

  /** What one sender may send within a minute (M21). */
  private static final int MOST_MESSAGES = 50;

  @TempDir Path directory;

  /**
   * Opens the store of this directory, in the other process too, which makes an object of this
   * class for that.
   */
  protected abstract HeraStore open(Path place);

  @Test
  final void two_processes_that_write_at_once_lose_and_double_nothing_and_meet_no_error()
      throws Exception {
    int calls = Effort.of(60, 2_000);
    List<String> answers = Collections.synchronizedList(new ArrayList<>());
    try (HeraStore store = open(directory);
        Hera hera = Hera.builder(store).build()) {
      Caller lead = hera.tasks().register(NewTask.named(LEAD));
      hera.newcomer(lead).newOrchestrator(NAME, LEAD);
      long task = ((Caller.OfTask) lead).task().value();
      Process other = start(task, calls);
      try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
        assertThat(lines.readLine()).isEqualTo("ready");
        other.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
        new Rush(hera, lead, calls, answers::add).run("here");
        lines.lines().forEach(answers::add);
      }
      assertThat(other.waitFor(1, TimeUnit.MINUTES)).as("the other process ended").isTrue();
      assertThat(other.exitValue()).as("the other process met an error").isZero();
      readTheRest(hera, lead, answers);
      assertExact(store, answers, calls);
    }
    try (HeraStore again = open(directory)) {
      assertExact(again, answers, calls);
    }
  }

  private static void assertExact(HeraStore store, List<String> answers, int calls) {
    HeraInvariants.of(store).assertHold();
    List<String> stored = store.read(TwoProcessesContract::stored);
    assertThat(stored)
        .as("each answered message and node once, and no other")
        .containsExactlyInAnyOrderElementsOf(of(answers, "message", "node"));
    assertThat(stored).as("all calls were answered").hasSize(2 * THREADS * calls * 2);
    assertThat(of(answers, "read"))
        .as("each message read by one call")
        .doesNotHaveDuplicates()
        .hasSize(2 * THREADS * calls);
    assertThat(store.<Long>read(TwoProcessesContract::reports))
        .as("a status event for each message")
        .isEqualTo(2L * THREADS * calls);
  }

  private static List<String> of(List<String> answers, String... kinds) {
    return answers.stream()
        .filter(answer -> List.of(kinds).contains(answer.split(" ", 2)[0]))
        .toList();
  }

  private static List<String> stored(Transaction tx) {
    OrchestratorId here = tx.orchestrators().findActive(NAME).orElseThrow().id();
    return Stream.concat(
            tx.messages().listAfter(List.of(here), new MessageId(0), 1_000_000).stream()
                .filter(message -> !message.notice())
                .map(message -> "message " + message.id().value() + " " + message.body()),
            tx.roles().listActive(here, RoleFilter.ALL).stream()
                .filter(role -> role.name().startsWith("node-"))
                .map(role -> "node " + role.id().value() + " " + role.name()))
        .collect(Collectors.toList());
  }

  /** How many status events the senders have. */
  private static long reports(Transaction tx) {
    OrchestratorId here = tx.orchestrators().findActive(NAME).orElseThrow().id();
    return tx.roles().listActive(here, RoleFilter.ALL).stream()
        .filter(role -> role.name().startsWith("sender-"))
        .flatMap(role -> tx.events().listAbout(role.id()).stream())
        .filter(event -> event.kind() == EventKind.STATUS_REPORTED)
        .count();
  }

  private static void readTheRest(Hera hera, Caller lead, List<String> answers) {
    Participant reader = hera.participant(lead, NAME);
    for (Inbox inbox = reader.inbox(); !inbox.messages().isEmpty(); inbox = reader.inbox()) {
      inbox.messages().forEach(item -> answers.add("read " + item.id().value()));
    }
  }

  private Process start(long lead, int calls) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Rush.class.getName(),
            getClass().getName(),
            directory.toString(),
            String.valueOf(lead),
            String.valueOf(calls))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Several threads that call as fast as they are answered, and tell each answer. */
  record Rush(Hera hera, Caller lead, int calls, Consumer<String> answers) {

    /** The other process: says that it is ready, waits for a line, and rushes. */
    public static void main(String[] arguments) throws Exception {
      Constructor<? extends TwoProcessesContract> contract =
          Class.forName(arguments[0])
              .asSubclass(TwoProcessesContract.class)
              .getDeclaredConstructor();
      contract.setAccessible(true);
      Caller lead = Caller.task(new TaskId(Long.parseLong(arguments[2])));
      try (HeraStore store = contract.newInstance().open(Path.of(arguments[1]));
          Hera hera = Hera.builder(store).build()) {
        System.out.println("ready");
        if (System.in.read() < 0) {
          throw new IOException("the first process is gone");
        }
        new Rush(hera, lead, Integer.parseInt(arguments[3]), System.out::println).run("there");
      }
    }

    void run(String process) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String name = process + "-" + i;
          running.add(threads.submit(() -> call(name)));
        }
        for (Future<?> each : running) {
          each.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }

    private void call(String name) {
      Coordinator coordinator = hera.coordinator(lead, NAME);
      for (int i = 0; i < calls; i += MOST_MESSAGES) {
        callAs(join(name + "-" + i), coordinator, name, i, Math.min(calls, i + MOST_MESSAGES));
      }
    }

    private Participant join(String name) {
      Caller session = hera.tasks().register(NewTask.named(name));
      hera.newcomer(session).join(NAME, "sender-" + name, RoleKind.FREELANCE, null, null);
      return hera.participant(session, NAME);
    }

    private void callAs(
        Participant sender, Coordinator coordinator, String name, int from, int to) {
      for (int i = from; i < to; i++) {
        String body = name + "-" + i;
        Status status = i % 2 == 0 ? Status.WORKING : Status.BLOCKED;
        MessageId sent = sender.send(Outgoing.report(status, "Progress", body)).messageId();
        answers.accept("message " + sent.value() + " " + body);
        String node = "node-" + body;
        long role = coordinator.plan(Plan.Node.worker(node, "Build it")).roleId().value();
        answers.accept("node " + role + " " + node);
        if (i % 10 == 0) {
          coordinator
              .inbox()
              .messages()
              .forEach(item -> answers.accept("read " + item.id().value()));
        }
      }
    }
  }
}
