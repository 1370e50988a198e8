package dev.hera.examples.host;

import dev.hera.examples.host.operator.RefusedException;
import dev.hera.examples.host.operator.RemoteEvents;
import dev.hera.examples.host.operator.RemoteOperations;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.examples.host.terminal.Terminal;
import dev.hera.examples.host.watch.LiveScreen;
import dev.hera.view.PlanFormat;
import dev.hera.view.PlanView;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jline.terminal.TerminalBuilder;

/**
 * {@code hera plan --watch}: a plan of a running host, live (W11). Where the output is no screen,
 * the plan is printed plainly whenever it looks different, until it is complete. A host that is
 * stopped is waited for, wherever the next one listens.
 */
final class PlanWatch {
  private final Path directory;
  private final String name;
  private final String token;
  private volatile Host host;

  /**
   * Where the host is.
   *
   * @param url of its MCP
   * @param lost whether it does not answer now
   */
  private record Host(URI url, RemoteOperations operations, boolean lost) {
    Host lost(boolean now) {
      return new Host(url, operations, now);
    }
  }

  PlanWatch(Path directory, RunningHost running, String name) {
    this.directory = directory;
    this.name = name;
    this.token = running.token();
    this.host = host(running.url());
  }

  private Host host(URI url) {
    return new Host(url, new RemoteOperations(url, token), false);
  }

  /**
   * @param out for the plan where the output is no screen
   * @param err for what is to be known besides
   */
  void run(PrintWriter out, PrintWriter err) {
    OperatorAccess.named(host.operations(), name);
    try {
      show(out, err);
    } catch (RefusedException e) {
      if (!isArchived()) {
        throw e;
      }
      err.println(name + " was archived");
      err.flush();
    }
  }

  private boolean isArchived() {
    return host.operations().orchestrators().stream().noneMatch(one -> one.name().equals(name));
  }

  private void show(PrintWriter out, PrintWriter err) {
    try {
      if (Terminal.isScreen()) {
        live();
      } else {
        print(out, err);
      }
    } catch (IOException e) {
      throw new CannotRunException(ExitCode.USAGE, "this terminal cannot be used", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() throws IOException {
    try (org.jline.terminal.Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LiveScreen screen = new LiveScreen(terminal);
      try (RemoteEvents events = events(screen::changed)) {
        events.follow();
        screen.run(this::picture);
      }
    }
  }

  private RemoteEvents events(Runnable changed) {
    return new RemoteEvents(
        () -> OperatorAccess.url(directory),
        token,
        name,
        reached -> {
          note(reached);
          changed.run();
        });
  }

  private void note(Optional<URI> reached) {
    Host last = host;
    host =
        reached.isPresent() && !reached.get().equals(last.url())
            ? host(reached.get())
            : last.lost(reached.isEmpty());
  }

  /** The plan as it is now; empty while the host does not answer. */
  private Optional<PlanView> plan() {
    Host now = host;
    try {
      return now.lost() ? Optional.empty() : Optional.of(now.operations().plan(name));
    } catch (RefusedException e) {
      if (e.isPassing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String picture() {
    boolean coloured = Terminal.hasColours();
    return plan()
        .map(plan -> coloured ? PlanFormat.colouredText(plan) : PlanFormat.TEXT.render(plan))
        .orElseGet(() -> absence() + " (q ends this)");
  }

  private String absence() {
    return "The host at " + host.url().getAuthority() + " does not answer; trying again";
  }

  private void print(PrintWriter out, PrintWriter err) throws InterruptedException {
    Semaphore changes = new Semaphore(0);
    try (RemoteEvents events = events(changes::release)) {
      events.follow();
      String shown = "";
      boolean told = false;
      Optional<PlanView> plan;
      do {
        changes.acquire();
        changes.drainPermits();
        plan = plan();
        if (plan.isEmpty() && !told) {
          err.println(absence());
          err.flush();
        }
        told = plan.isEmpty();
        String text = plan.map(PlanFormat.TEXT::render).orElse(shown);
        if (!text.equals(shown)) {
          out.println(text);
          out.flush();
          shown = text;
        }
      } while (plan.filter(PlanView::isComplete).isEmpty() && !out.checkError());
    }
  }
}
