package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.MessageId;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteStoreTest {
  @TempDir Path directory;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("hera.db");
    store = SqliteStore.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keeps_the_data_when_it_is_opened_again() {
    long id = store.write(Sample::insertNext);
    store.close();
    store = SqliteStore.open(file);
    assertThat(names()).containsExactly("o" + id);
  }

  @Test
  void creates_files_that_only_the_owner_can_read() throws Exception {
    store.write(Sample::insertNext);
    for (String name : List.of("hera.db", "hera.db-wal", "hera.db-shm")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void never_gives_an_id_twice_even_when_the_row_that_had_it_was_never_inserted() {
    assertThat(take(3)).isEqualTo(1);
    store.close();
    store = SqliteStore.open(file);
    assertThat(take(1)).isEqualTo(4);
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.takeIds(IdKind.ROLE, 10);
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(take(1)).isEqualTo(5);
  }

  @Test
  void counts_every_kind_on_its_own() {
    store.write(
        transaction -> {
          for (IdKind kind : IdKind.values()) {
            assertThat(transaction.takeIds(kind, 2)).isEqualTo(1);
            assertThat(transaction.takeIds(kind, 1)).isEqualTo(3);
          }
          return true;
        });
  }

  @Test
  void passes_an_exception_of_the_work_on_unchanged_and_keeps_nothing_of_the_work() {
    IllegalArgumentException refusal = new IllegalArgumentException("no");
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      Sample.insertNext(transaction);
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(names()).isEmpty();
  }

  @Proves("M2")
  @Test
  void refuses_a_second_active_orchestrator_of_one_name_and_frees_the_name_of_an_archived_one() {
    insert(1, "checkout");
    assertThatThrownBy(() -> insert(2, "checkout"))
        .isInstanceOf(UniquenessException.class)
        .hasMessageContaining("orchestrators");
    store.write(
        transaction -> {
          transaction
              .orchestrators()
              .update(Sample.orchestrator(1, "checkout").archivedAt(Sample.NOW));
          transaction.orchestrators().insert(Sample.orchestrator(2, "checkout"));
          transaction
              .orchestrators()
              .insert(Sample.orchestrator(3, "other").archivedAt(Sample.NOW));
          transaction
              .orchestrators()
              .insert(Sample.orchestrator(4, "other").archivedAt(Sample.NOW));
          return true;
        });
    assertThat(names()).containsExactly("checkout");
  }

  @Test
  void keeps_nothing_of_a_work_that_swallows_a_broken_uniqueness_rule() {
    insert(1, "checkout");
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.orchestrators().insert(Sample.orchestrator(2, "other"));
                      try {
                        transaction.orchestrators().insert(Sample.orchestrator(3, "checkout"));
                      } catch (UniquenessException e) {
                        return false;
                      }
                      return true;
                    }))
        .isInstanceOf(UniquenessException.class);
    assertThat(names()).containsExactly("checkout");
  }

  @Test
  void refuses_an_update_of_a_row_that_is_not_there() {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.orchestrators().update(Sample.orchestrator(9, "nobody"));
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refuses_a_row_that_refers_to_nothing() {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.roles().insert(List.of(Sample.role(1, "2a-api")));
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("roles");
    insert(1, "checkout");
    assertThat(names()).containsExactly("checkout");
  }

  @Test
  void refuses_a_transaction_inside_another_one() {
    assertThatThrownBy(() -> store.write(outer -> store.read(inner -> true)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.read(outer -> store.write(inner -> true)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void refuses_a_change_in_a_reading_transaction() {
    assertThatThrownBy(() -> store.read(Sample::insertNext))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refuses_a_transaction_that_is_over_or_belongs_to_another_thread() throws Exception {
    Transaction over = store.write(transaction -> transaction);
    assertThatThrownBy(() -> over.orchestrators().listActive())
        .isInstanceOf(IllegalStateException.class);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      store.read(
          transaction ->
              assertThatThrownBy(
                      () -> other.submit(() -> transaction.orchestrators().listActive()).get())
                  .hasCauseInstanceOf(IllegalStateException.class));
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void reads_one_snapshot_that_was_taken_when_the_transaction_began() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      store.read(
          transaction -> {
            Future<Long> written = other.submit(() -> store.write(Sample::insertNext));
            assertThat(get(written)).isEqualTo(1);
            assertThat(transaction.orchestrators().listActive()).isEmpty();
            return true;
          });
    } finally {
      other.shutdownNow();
    }
    assertThat(names()).hasSize(1);
  }

  @Test
  void loses_no_update_of_many_threads() throws Exception {
    int threads = 16;
    int rounds = 50;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(callers.submit(() -> increment(rounds)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(counter()).isEqualTo((long) threads * rounds);
  }

  private void increment(int rounds) {
    for (int i = 0; i < rounds; i++) {
      boolean refused = i % 5 == 4;
      if (refused) {
        assertThatThrownBy(() -> store.write(t -> incrementOnce(t, true)))
            .isInstanceOf(ArithmeticException.class);
      }
      store.write(t -> incrementOnce(t, false));
    }
  }

  private static boolean incrementOnce(Transaction transaction, boolean refuse) {
    RoleId role = new RoleId(1);
    if (transaction.orchestrators().find(Sample.CHECKOUT).isEmpty()) {
      transaction.orchestrators().insert(Sample.orchestrator(1, "checkout"));
      transaction.roles().insert(List.of(Sample.role(1, "counter")));
    }
    long before = transaction.messages().findCursor(role).map(MessageId::value).orElse(0L);
    transaction.messages().putCursor(role, new MessageId(before + 1));
    if (refuse) {
      throw new ArithmeticException("refused");
    }
    return true;
  }

  @Test
  void answers_each_of_many_callers_with_the_result_of_its_own_work() throws Exception {
    int threads = 32;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int me = i;
        answers.add(
            callers.submit(
                () -> {
                  go.await();
                  return store.write(t -> Sample.insertNext(t) > 0 ? "answer " + me : "");
                }));
      }
      go.countDown();
      for (int i = 0; i < threads; i++) {
        assertThat(answers.get(i).get()).isEqualTo("answer " + i);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(names()).hasSize(threads);
  }

  @Test
  void reads_for_an_interrupted_caller_and_leaves_it_interrupted() {
    store.write(Sample::insertNext);
    Thread.currentThread().interrupt();
    int count = store.read(tx -> tx.orchestrators().listActive().size());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count).isEqualTo(1);
  }

  @Test
  void writes_for_an_interrupted_caller_and_leaves_it_interrupted() {
    Thread.currentThread().interrupt();
    store.write(Sample::insertNext);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names()).hasSize(1);
  }

  @Proves("G8")
  @Test
  void never_takes_a_row_that_cannot_be_read_for_missing() throws Exception {
    store.write(Sample::insertNext);
    store.write(
        tx -> {
          tx.roles().insert(List.of(Sample.role(1, "2a-api")));
          return 1;
        });
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("update roles set kind = 'of a newer Hera'");
    }
    for (int i = 0; i < 2; i++) {
      assertThat(store.<Integer>write(SqliteStoreTest::refusals)).isEqualTo(2);
    }
  }

  /** How often of two times the role cannot be read. */
  private static int refusals(Transaction tx) {
    int refusals = 0;
    for (int i = 0; i < 2; i++) {
      try {
        tx.roles().find(new RoleId(1));
      } catch (IllegalArgumentException e) {
        refusals++;
      }
    }
    return refusals;
  }

  @Test
  void notices_a_commit_of_another_store_but_not_its_own() throws Exception {
    Semaphore noticed = new Semaphore(0);
    AtomicInteger calls = new AtomicInteger();
    store.watch(
        () -> {
          calls.incrementAndGet();
          noticed.release();
        });
    store.write(Sample::insertNext);
    try (SqliteStore other = SqliteStore.open(file)) {
      other.write(Sample::insertNext);
      assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      int before = calls.get();
      for (int i = 0; i < 300; i++) {
        store.write(Sample::insertNext);
      }
      other.write(Sample::insertNext);
      assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(calls.get()).isEqualTo(before + 1);
    }
    assertThat(names()).hasSize(303);
  }

  @Proves("M26")
  @Test
  void a_write_sees_what_another_store_on_the_file_committed_since_the_one_before() {
    store.write(Sample::insertNext);
    OrchestratorId id = new OrchestratorId(1);
    try (SqliteStore other = SqliteStore.open(file)) {
      for (SqliteStore each : List.of(other, store, other)) {
        String name = each.write(t -> t.orchestrators().find(id).orElseThrow().name()) + "+";
        each.write(
            t -> {
              t.orchestrators().update(Sample.orchestrator(1, name));
              return t.orchestrators().find(id);
            });
      }
      assertThat(store.<Optional<Orchestrator>>write(t -> t.orchestrators().find(id)))
          .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("o1+++"));
    }
  }

  @Proves("M26")
  @Test
  void two_stores_on_one_file_lose_no_update_of_each_other() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try (SqliteStore other = SqliteStore.open(file)) {
      List<Future<?>> running = new ArrayList<>();
      for (SqliteStore each : List.of(store, other)) {
        running.add(
            callers.submit(
                () ->
                    IntStream.range(0, 100)
                        .forEach(i -> each.write(t -> incrementOnce(t, false)))));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(counter()).isEqualTo(200);
  }

  @Test
  void takes_a_plan_of_many_nodes_and_lists_them_by_fifty_thousand_keys() {
    int nodes = 10_000;
    store.write(
        transaction -> {
          transaction.orchestrators().insert(Sample.orchestrator(1, "checkout"));
          transaction.roles().insert(roles(nodes));
          transaction.edges().insert(edges(nodes));
          transaction.gates().insert(gates(nodes));
          return true;
        });
    List<RoleId> asked = LongStream.rangeClosed(1, 50_000).mapToObj(RoleId::new).toList();
    List<Gate> found = store.read(t -> t.gates().list(asked));
    assertThat(found).isEqualTo(List.copyOf(gates(nodes)));
    List<String> names = IntStream.rangeClosed(1, 50_000).mapToObj(i -> "n" + i).toList();
    List<Role> named = store.read(t -> t.roles().listActive(Sample.CHECKOUT, names));
    assertThat(named).isEqualTo(List.copyOf(roles(nodes)));
  }

  @Test
  void lists_due_launches_outside_of_fifty_thousand_orchestrators() {
    insert(1, "checkout");
    List<Launch> launches = LongStream.rangeClosed(1, 3).mapToObj(Sample::launch).toList();
    store.write(
        transaction -> {
          transaction.roles().insert(roles(3));
          transaction.launches().insert(launches);
          return true;
        });
    List<OrchestratorId> others =
        LongStream.rangeClosed(2, 50_001).mapToObj(OrchestratorId::new).toList();
    List<OrchestratorId> all =
        LongStream.rangeClosed(1, 50_000).mapToObj(OrchestratorId::new).toList();
    store.read(
        transaction -> {
          assertThat(transaction.launches().listDue(Sample.NOW, others, 2))
              .isEqualTo(launches.subList(0, 2));
          assertThat(transaction.launches().listDue(Sample.NOW, all, 2)).isEmpty();
          return true;
        });
  }

  @Test
  void keeps_every_text_of_an_event_as_it_was() {
    Map<String, String> changes =
        new TreeMap<>(
            Map.of("a \"b\"\\/", "\n\t\u0001é\u2028😀", "empty", "", "json", "{\"x\":1}"));
    Event event =
        new Event(
            1,
            Sample.NOW,
            Sample.CHECKOUT,
            null,
            EventKind.NODE_PLANNED,
            new RoleId(7),
            new TreeMap<>(changes));
    store.write(
        transaction -> {
          transaction.events().append(List.of(event));
          return true;
        });
    List<Event> about = store.read(t -> t.events().listAbout(new RoleId(7)));
    List<Event> all = store.read(t -> t.events().list(Sample.CHECKOUT, 0, 10));
    assertThat(about).containsExactly(event);
    assertThat(all).containsExactly(event);
  }

  @Test
  void refuses_to_be_used_after_it_was_closed_and_closes_twice() {
    store.close();
    store.close();
    assertThatThrownBy(() -> store.write(Sample::insertNext))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private static Collection<Role> roles(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> Sample.role(i, "n" + i)).toList();
  }

  private static Collection<Edge> edges(int nodes) {
    List<Edge> edges = new ArrayList<>();
    for (int blocked = 4; blocked <= nodes; blocked++) {
      for (int distance = 1; distance <= 3; distance++) {
        edges.add(
            new Edge(
                Sample.CHECKOUT, new RoleId(blocked), new RoleId(blocked - distance), Sample.NOW));
      }
    }
    return edges;
  }

  private static Collection<Gate> gates(int nodes) {
    return IntStream.rangeClosed(1, nodes)
        .mapToObj(i -> new Gate(new RoleId(i), Sample.CHECKOUT, true, BlockerOutcome.WORKING, 3, 0))
        .toList();
  }

  private void insert(long id, String name) {
    store.write(
        transaction -> {
          transaction.orchestrators().insert(Sample.orchestrator(id, name));
          return true;
        });
  }

  private long counter() {
    return store.read(t -> t.messages().findCursor(new RoleId(1))).orElseThrow().value();
  }

  private long take(int count) {
    return store.write(transaction -> transaction.takeIds(IdKind.ROLE, count));
  }

  private List<String> names() {
    return store.read(t -> t.orchestrators().listActive().stream().map(o -> o.name()).toList());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
