package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network between host and server that swallows everything, or is cut. */
@Timeout(120)
class CutNetworkTest {
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
