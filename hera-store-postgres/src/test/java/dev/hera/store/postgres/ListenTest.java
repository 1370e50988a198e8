package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two Heras on one server, of which one hears of what the other commits; nothing sweeps. */
@Timeout(120)
class ListenTest {
  private static final int CHAIN = 40;
  private static final String NAME = "chain";

  @TempDir Path directory;

  @Test
  void a_done_at_one_hera_starts_the_dependent_at_the_other() throws Exception {
    Starts starts = new Starts();
    try (Hera here = Hera.builder(TestServer.open(directory)).build();
        Hera there = hera(starts)) {
      Caller.OfTask task = lead(here);
      Plan.Builder plan = Plan.builder();
      for (int i = 0; i < CHAIN; i++) {
        plan.node("n" + i, "Do it");
        if (i > 0) {
          plan.after("n" + (i - 1));
        }
      }
      there.start();
      here.coordinator(task, NAME).submit(plan.build());
      long[] nanos = new long[CHAIN - 1];
      Starts.Start last = starts.next();
      for (int i = 0; i < nanos.length; i++) {
        long reported = System.nanoTime();
        here.participant(Caller.worker(last.token), null).report(Status.DONE);
        last = starts.next();
        nanos[i] = last.at - reported;
        assertThat(last.role).isEqualTo("n" + (i + 1));
      }
      Arrays.sort(nanos);
      System.out.printf(
          "done at one Hera, started by another: median %.1f ms, slowest %.1f ms of %s%n",
          nanos[nanos.length / 2] / 1e6, nanos[nanos.length - 1] / 1e6, nanos.length);
    }
  }

  @Test
  void a_wait_for_a_message_ends_when_another_hera_sends_one() throws Exception {
    ExecutorService callers = Executors.newCachedThreadPool();
    try (Hera here = Hera.builder(TestServer.open(directory)).build();
        Hera there = hera(new Starts())) {
      Caller.OfTask task = lead(here);
      Caller guest = here.tasks().register(NewTask.named("guest"));
      here.newcomer(guest).join(NAME, "guest", RoleKind.FREELANCE, null, null);
      there.start();
      Participant waiting = there.participant(task, NAME);
      Future<Inbox> inbox = callers.submit(() -> waiting.inbox(Participant.MAX_WAIT));
      here.participant(guest, NAME).send(Outgoing.report(Status.WORKING, "news", "News."));
      assertThat(inbox.get(60, TimeUnit.SECONDS).messages()).hasSize(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void a_listener_is_told_of_what_another_hera_commits() throws Exception {
    BlockingQueue<NamedEvent> told = new LinkedBlockingQueue<>();
    try (Hera here = Hera.builder(TestServer.open(directory)).build();
        Hera there = Hera.builder(TestServer.open(directory)).listener(told::addAll).build()) {
      there.start();
      here.newOrchestrator(NAME, "lead").submit(Plan.builder().node("api", "Build.").build());
      for (Event committed : here.history(NAME, 0, 1_000)) {
        NamedEvent next = told.poll(60, TimeUnit.SECONDS);
        while (next != null && next.event().orchestrator() == null) {
          next = told.poll(60, TimeUnit.SECONDS);
        }
        assertThat(next).isNotNull();
        assertThat(next.event()).isEqualTo(committed);
        assertThat(next.orchestrator()).isEqualTo(NAME);
      }
    }
  }

  @Test
  void a_store_whose_connections_were_ended_hears_again() throws Exception {
    Semaphore heard = new Semaphore(0);
    try (PostgresStore listening = TestServer.open(directory);
        PostgresStore writing = TestServer.open(directory)) {
      listening.watch(heard::release);
      for (int i = 0; i < 3; i++) {
        awaitNews(heard, writing);
        endAll();
      }
      awaitNews(heard, writing);
    }
  }

  @Test
  void a_store_hears_nothing_of_its_own_commits_but_of_those_of_others() throws Exception {
    Semaphore heard = new Semaphore(0);
    try (PostgresStore listening = TestServer.open(directory);
        PostgresStore writing = TestServer.open(directory)) {
      listening.watch(heard::release);
      awaitNews(heard, writing);
      heard.drainPermits();
      listening.write(PostgresRows::insertNext);
      assertThat(heard.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
      writing.read(tx -> tx.orchestrators().listActive());
      writing.write(tx -> tx.orchestrators().listActive());
      assertThat(heard.tryAcquire(1, TimeUnit.SECONDS)).as("nothing was changed").isFalse();
      writing.write(PostgresRows::insertNext);
      assertThat(heard.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_store_whose_connections_cannot_listen_looks() throws Exception {
    Semaphore heard = new Semaphore(0);
    Server server = Server.of(TestServer.url(directory), new Properties());
    try (PostgresStore writing = TestServer.open(directory);
        PostgresStore listening =
            PostgresStore.open(
                Schema.of(server.name(), server.schema()),
                deaf(server.connections()),
                InstantSource.system())) {
      listening.watch(heard::release);
      for (int i = 0; i < 3; i++) {
        awaitNews(heard, writing);
      }
    }
  }

  /** The source with connections of which nobody can tell that they are PostgreSQL's. */
  private static DataSource deaf(DataSource source) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object answer = method.invoke(source, arguments);
          return answer instanceof Connection connection
              ? proxy(Connection.class, deaf(connection))
              : answer;
        });
  }

  private static InvocationHandler deaf(Connection connection) {
    return (self, method, arguments) ->
        method.getName().equals("isWrapperFor")
            ? (Object) false
            : method.invoke(connection, arguments);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(ListenTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static void awaitNews(Semaphore heard, PostgresStore writing)
      throws InterruptedException {
    heard.drainPermits();
    do {
      writing.write(PostgresRows::insertNext);
    } while (!heard.tryAcquire(1, TimeUnit.SECONDS));
  }

  private void endAll() throws SQLException {
    try (Connection connection = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where application_name = 'hera' and pid <> pg_backend_pid()");
    }
  }

  private static Caller.OfTask lead(Hera hera) {
    Caller.OfTask task = (Caller.OfTask) hera.tasks().register(NewTask.named("lead"));
    hera.newcomer(task).newOrchestrator(NAME, "lead");
    return task;
  }

  private Hera hera(WorkerLauncher launcher) {
    return Hera.builder(TestServer.open(directory))
        .launcher(launcher)
        .sweepInterval(Duration.ofHours(1))
        .firstCallLimit(Duration.ofHours(1))
        .build();
  }

  /** A launcher whose workers are only noted. */
  private static final class Starts implements WorkerLauncher {
    private final BlockingQueue<Start> all = new LinkedBlockingQueue<>();
    private final Map<LaunchKey, Found> running = new ConcurrentHashMap<>();

    /** A worker that was started. */
    record Start(String role, String token, long at) {}

    Start next() throws InterruptedException {
      Start next = all.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("a start").isNotNull();
      return next;
    }

    @Override
    public Placement place(LaunchRequest request) {
      return new Placement(null, null);
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      running.put(request.key(), new Found.Running(request.epoch()));
      all.add(new Start(request.role(), token, System.nanoTime()));
    }

    @Override
    public Found find(LaunchKey key) {
      return running.getOrDefault(key, new Found.NotThere());
    }
  }
}
