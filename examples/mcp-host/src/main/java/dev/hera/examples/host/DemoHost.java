package dev.hera.examples.host;

import dev.hera.examples.host.demo.Demonstration;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host of the demonstration, which leaves nothing behind, also when it is interrupted. */
final class DemoHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoHost.class);
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);
  private static final int LOOK_MILLIS = 20;

  private final Host host;
  private final Demonstration demonstration;
  private final PrintStream out;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DemoHost(Host host, Demonstration demonstration, PrintStream out) {
    this.host = host;
    this.demonstration = demonstration;
    this.out = out;
  }

  static DemoHost start(DemoFolder folder, HostSettings settings, PrintStream out) {
    AtomicReference<Demonstration> shown = new AtomicReference<>();
    Host host =
        Host.start(
            settings,
            orchestrator -> {
              Demonstration demonstration = shown.get();
              if (demonstration != null) {
                demonstration.changed();
              }
            });
    Demonstration demonstration =
        new Demonstration(
            folder.repository(), () -> host.hera().plan(Demonstration.ORCHESTRATOR), out);
    shown.set(demonstration);
    DemoHost started = new DemoHost(host, demonstration, out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> started.abandon(folder), "hera-abandon"));
    return started;
  }

  /** Whether the plan came to its end as it should. */
  boolean run() throws IOException, InterruptedException {
    out.println("Hera listens at " + host.url());
    out.println("Look at it in a browser, once within ten minutes: " + host.dashboardLink());
    try {
      return demonstration.run(host.url(), host.token());
    } catch (RuntimeException e) {
      if (closed.get()) {
        out.println("Stopped before its end");
        return false;
      }
      throw e;
    }
  }

  /** Stays, so that one can look, until a line comes from the input or it ends. */
  void stay(InputStream input) throws IOException {
    out.println("It stays until you press Enter. A new link: " + host.dashboardLink());
    int key = input.read();
    while (key >= 0 && key != '\n') {
      key = input.read();
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    awaitWorkers();
    host.closeWithWorkers();
  }

  private void awaitWorkers() {
    long deadline = System.nanoTime() + EXIT_LIMIT.toNanos();
    try {
      while (host.hasRunningWorkers() && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What remains to be done when the process is told to end. */
  private void abandon(DemoFolder folder) {
    if (closed.getAndSet(true)) {
      return;
    }
    host.closeWithWorkers();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("{} could not be removed", folder.root(), e);
    }
  }
}
