package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network between host and server that swallows everything, or is cut. */
@Timeout(120)
class CutNetworkTest {
  private static final int CALLERS = 12;

  @TempDir Path directory;

  @Test
  void a_call_into_a_network_that_swallows_everything_is_refused_in_time_and_the_next_goes_on()
      throws Exception {
    try (Wire wire = new Wire(TestServer.port());
        PostgresStore store = PostgresStore.open(url(wire), new Properties())) {
      store.write(PostgresRows::insertNext);
      assertThat(PostgresRows.names(store)).hasSize(1);
      wire.swallows = true;
      assertThatThrownBy(() -> store.write(PostgresRows::insertNext))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> PostgresRows.names(store))
          .isInstanceOf(StoreUnavailableException.class);
      wire.swallows = false;
      wire.cut();
      store.write(PostgresRows::insertNext);
      assertThat(PostgresRows.names(store)).hasSize(2);
    }
  }

  @Test
  void all_that_wait_while_nothing_can_begin_are_refused_together() throws Exception {
    try (Wire wire = new Wire(TestServer.port());
        PostgresStore store = PostgresStore.open(url(wire), new Properties())) {
      store.write(PostgresRows::insertNext);
      assertAllRefused(
          wire, store, () -> wire.swallows = true, tx -> PostgresRows.insertNext(tx) < 0);
    }
  }

  @Test
  void all_of_a_commit_that_fails_are_refused_together_when_nothing_can_begin() throws Exception {
    try (Wire wire = new Wire(TestServer.port());
        PostgresStore store = PostgresStore.open(url(wire), new Properties())) {
      AtomicInteger runs = new AtomicInteger();
      assertAllRefused(
          wire,
          store,
          () -> {},
          tx -> {
            wire.swallows |= runs.incrementAndGet() == CALLERS;
            return tx.takeIds(IdKind.TASK, 1) < 0;
          });
    }
  }

  /**
   * The first caller has the turn, and goes on when the others wait behind it. Each that tried for
   * itself would connect and wait as long as the first.
   */
  private static void assertAllRefused(
      Wire wire, PostgresStore store, Runnable whenAllWait, Function<Transaction, Boolean> work)
      throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<FutureTask<Boolean>> calls = new ArrayList<>();
    calls.add(
        new FutureTask<>(
            () ->
                store.write(
                    tx -> {
                      inside.countDown();
                      await(goOn);
                      return work.apply(tx);
                    })));
    new Thread(calls.get(0)).start();
    inside.await();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 1; i < CALLERS; i++) {
      FutureTask<Boolean> call = new FutureTask<>(() -> store.write(work));
      calls.add(call);
      Thread thread = new Thread(call);
      thread.start();
      waiting.add(thread);
    }
    while (waiting.stream().anyMatch(each -> each.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    whenAllWait.run();
    int connections = wire.connections.get();
    goOn.countDown();
    for (FutureTask<Boolean> call : calls) {
      assertThatThrownBy(call::get).hasCauseInstanceOf(StoreUnavailableException.class);
    }
    assertThat(wire.connections.get() - connections).isLessThan(CALLERS / 2);
    wire.swallows = false;
    wire.cut();
    store.write(PostgresRows::insertNext);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_network_that_is_cut_at_any_moment_loses_and_doubles_nothing() throws Exception {
    try (Wire wire = new Wire(TestServer.port());
        PostgresStore store = PostgresStore.open(url(wire), new Properties());
        PostgresStore direct = TestServer.open(directory)) {
      Set<String> answered = new HashSet<>();
      Set<String> refused = new HashSet<>();
      Thread cutting = new Thread(() -> cutOften(wire));
      cutting.start();
      for (int i = 0; cutting.isAlive() || i < 100; i++) {
        String name = "n" + i;
        try {
          store.write(
              tx -> {
                PostgresRows.insert(tx, name);
                return true;
              });
          answered.add(name);
        } catch (StoreUnavailableException e) {
          assertThat(e).hasMessageContaining("nothing was changed");
          refused.add(name);
        }
      }
      assertThat(PostgresRows.names(direct)).isEqualTo(answered);
      assertThat(answered).hasSizeGreaterThan(20).doesNotContainAnyElementsOf(refused);
    }
  }

  private static void cutOften(Wire wire) {
    for (int i = 0; i < 60; i++) {
      wire.cutAfterBytes(500 + 97L * i);
    }
  }

  /** With limits that a test can wait for. */
  private String url(Wire wire) {
    return "jdbc:postgresql://127.0.0.1:"
        + wire.port()
        + "/postgres?user=postgres&socketTimeout=2&connectTimeout=2&loginTimeout=2&currentSchema="
        + TestServer.schema(directory);
  }

  /** Carries bytes between the store and the server. */
  private static final class Wire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int serverPort;
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());
    private final Object carriedMore = new Object();
    final AtomicInteger connections = new AtomicInteger();
    private long carried;
    volatile boolean swallows;

    Wire(int serverPort) throws IOException {
      this.serverPort = serverPort;
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      start(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "wire");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      try {
        while (true) {
          Socket from = entrance.accept();
          connections.incrementAndGet();
          Socket to = new Socket(InetAddress.getLoopbackAddress(), serverPort);
          open.add(from);
          open.add(to);
          start(() -> carry(from, to));
          start(() -> carry(to, from));
        }
      } catch (IOException e) {
        cut();
      }
    }

    private void carry(Socket from, Socket to) {
      byte[] bytes = new byte[8_192];
      try (from;
          to) {
        for (int n = from.getInputStream().read(bytes);
            n >= 0;
            n = from.getInputStream().read(bytes)) {
          if (!swallows) {
            to.getOutputStream().write(bytes, 0, n);
            to.getOutputStream().flush();
          }
          synchronized (carriedMore) {
            carried += n;
            carriedMore.notifyAll();
          }
        }
      } catch (IOException e) {
        open.remove(from);
      }
    }

    /** Cuts all connections when so many more bytes were carried. */
    void cutAfterBytes(long bytes) {
      synchronized (carriedMore) {
        long until = carried + bytes;
        while (carried < until) {
          try {
            carriedMore.wait();
          } catch (InterruptedException e) {
            return;
          }
        }
      }
      cut();
    }

    void cut() {
      synchronized (open) {
        for (Socket each : open) {
          try {
            each.close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
        open.clear();
      }
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      cut();
    }
  }
}
