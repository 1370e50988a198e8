package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hera.Proves;
import dev.hera.error.InvalidArgumentException;
import dev.hera.message.MessageId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite adds to the contract: rights, interrupts, and several stores on one file. */
@Timeout(60)
class SqliteStoreTest {
  /** For a thread that is just ending. */
  private static final long ENDING_MILLIS = 10_000;

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
  void what_is_not_given_is_named() {
    assertThatThrownBy(() -> SqliteStore.open((Path) null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("file: ");
    assertThatThrownBy(() -> SqliteStore.open(Path.of("any.db"), null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("durability: ");
  }

  @Test
  void creates_files_that_only_the_owner_can_read() throws Exception {
    store.write(SqliteRows::insertNext);
    for (String name : List.of("hera.db", "hera.db-wal", "hera.db-shm")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refuses_a_row_that_refers_to_nothing() {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.roles().insert(List.of(SqliteRows.role(1, "2a-api")));
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("roles");
    store.write(SqliteRows::insertNext);
    assertThat(names()).containsExactly("o1");
  }

  @Test
  void reads_for_an_interrupted_caller_and_leaves_it_interrupted() {
    store.write(SqliteRows::insertNext);
    Thread.currentThread().interrupt();
    int count = store.read(tx -> tx.orchestrators().listActive().size());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count).isEqualTo(1);
  }

  @Test
  void writes_for_an_interrupted_caller_and_leaves_it_interrupted() {
    Thread.currentThread().interrupt();
    store.write(SqliteRows::insertNext);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names()).hasSize(1);
  }

  @Test
  void never_takes_a_row_that_cannot_be_read_for_missing() throws Exception {
    store.write(SqliteRows::insertNext);
    store.write(
        tx -> {
          tx.roles().insert(List.of(SqliteRows.role(1, "2a-api")));
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

  @Proves("G8")
  @Test
  void notices_a_commit_of_another_store_but_not_its_own() throws Exception {
    Semaphore noticed = new Semaphore(0);
    AtomicInteger calls = new AtomicInteger();
    store.watch(
        () -> {
          calls.incrementAndGet();
          noticed.release();
        });
    store.write(SqliteRows::insertNext);
    try (SqliteStore other = SqliteStore.open(file)) {
      other.write(SqliteRows::insertNext);
      assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      int before = calls.get();
      for (int i = 0; i < 300; i++) {
        store.write(SqliteRows::insertNext);
      }
      other.write(SqliteRows::insertNext);
      assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(calls.get()).isEqualTo(before + 1);
    }
    assertThat(names()).hasSize(303);
  }

  @Test
  void goes_on_watching_after_an_error_of_the_listener() throws Exception {
    Semaphore noticed = new Semaphore(0);
    store.watch(
        () -> {
          noticed.release();
          throw new StackOverflowError("as it was told to");
        });
    try (SqliteStore other = SqliteStore.open(file)) {
      for (int i = 0; i < 2; i++) {
        other.write(SqliteRows::insertNext);
        assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void an_interrupted_close_leaves_no_thread_and_the_interrupt() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    SqliteStore other = SqliteStore.open(file);
    other.watch(() -> {});
    other.<Integer>read(tx -> tx.orchestrators().listActive().size());
    Thread.currentThread().interrupt();
    other.close();
    assertThat(Thread.interrupted()).isTrue();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && isOurs(thread)) {
        thread.join(ENDING_MILLIS);
        assertThat(thread.isAlive()).as("%s ends", thread).isFalse();
      }
    }
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().startsWith("hera-") || thread.getName().contains("Hikari");
  }

  @Test
  void a_store_that_is_open_refuses_to_write_once_a_newer_hera_migrated_the_file()
      throws Exception {
    store.write(SqliteRows::insertNext);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = " + (JooqStore.SCHEMA_VERSION + 1));
    }
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.write(SqliteRows::insertNext))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("newer Hera");
    }
    assertThat(names()).hasSize(1);
  }

  /** Closing any descriptor of a file gives a process's locks on it back, so none may be opened. */
  @Test
  void a_second_store_on_the_file_leaves_the_locks_of_the_first() throws Exception {
    Path locks = Path.of("/proc/locks");
    assumeThat(locks).isReadable();
    store.write(SqliteRows::insertNext);
    List<String> before = locks(locks);
    assertThat(before).isNotEmpty();
    assertThatThrownBy(() -> SqliteStore.open(file.resolveSibling("missing").resolve("x.db")))
        .isInstanceOf(StoreUnavailableException.class);
    try (SqliteStore other = SqliteStore.open(file)) {
      assertThat(other.<Integer>read(tx -> tx.orchestrators().listActive().size())).isEqualTo(1);
    }
    assertThat(locks(locks)).containsAll(before);
  }

  /** The locks of this process on the database. */
  private List<String> locks(Path locks) throws Exception {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    String process = " " + ProcessHandle.current().pid() + " ";
    try (Stream<String> lines = Files.lines(locks)) {
      return lines
          .filter(line -> line.contains(inode) && line.contains(process))
          .map(line -> line.replaceFirst("^\\d+: ", ""))
          .toList();
    }
  }

  @Proves("M26")
  @Test
  void a_write_sees_what_another_store_on_the_file_committed_since_the_one_before() {
    store.write(SqliteRows::insertNext);
    OrchestratorId id = new OrchestratorId(1);
    try (SqliteStore other = SqliteStore.open(file)) {
      for (SqliteStore each : List.of(other, store, other)) {
        String name = each.write(t -> t.orchestrators().find(id).orElseThrow().name()) + "+";
        each.write(
            t -> {
              t.orchestrators().update(SqliteRows.orchestrator(1, name));
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
                    IntStream.range(0, 100).forEach(i -> each.write(SqliteStoreTest::increment))));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(counter()).isEqualTo(200);
  }

  private static boolean increment(Transaction transaction) {
    RoleId role = new RoleId(1);
    if (transaction.orchestrators().find(SqliteRows.CHECKOUT).isEmpty()) {
      transaction.orchestrators().insert(List.of(SqliteRows.orchestrator(1, "checkout")));
      transaction.roles().insert(List.of(SqliteRows.role(1, "counter")));
    }
    long before = transaction.messages().findCursor(role).map(MessageId::value).orElse(0L);
    transaction.messages().putCursor(role, new MessageId(before + 1));
    return true;
  }

  private long counter() {
    return store.read(t -> t.messages().findCursor(new RoleId(1))).orElseThrow().value();
  }

  private List<String> names() {
    return store.read(t -> t.orchestrators().listActive().stream().map(o -> o.name()).toList());
  }
}
