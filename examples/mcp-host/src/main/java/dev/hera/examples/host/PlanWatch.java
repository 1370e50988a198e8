package dev.hera.examples.host;

import dev.hera.examples.host.operator.RemoteEvents;
import dev.hera.examples.host.operator.RemoteOperations;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code hera plan --watch}: a plan of a running host, live (W11). Where the output is no terminal,
 * the plan is printed plainly whenever it looks different, until it is complete.
 */
final class PlanWatch {
  private final String name;
  private final URI url;
  private final String token;
  private final RemoteOperations operations;
  private volatile boolean lost;

  PlanWatch(Path directory, @Nullable StoreAddress store, String name) {
    try {
      Optional<Owner> owner = OperatorAccess.listening(directory);
      if (owner.isEmpty()) {
        throw CannotRunException.usage(
            "--watch needs a host that runs on " + directory + "; start one with ./hera serve");
      }
      OperatorAccess.requireStore(owner.get(), StateFolder.lastStore(directory), store);
      this.name = name;
      this.url = URI.create(String.valueOf(owner.get().url()));
      this.token = OperatorAccess.token(directory);
      this.operations = new RemoteOperations(url, token);
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the state directory " + directory + " cannot be read", e);
    }
  }

  void run(PrintWriter out) {
    operations.plan(name); // refuses an unknown name before anything is drawn
    try {
      if (Terminal.isOutput()) {
        live();
      } else {
        print(out);
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
      try (RemoteEvents events =
          new RemoteEvents(
              url,
              token,
              name,
              reached -> {
                lost = !reached;
                screen.changed();
              })) {
        events.follow();
        screen.run(this::picture);
      }
    }
  }

  private String picture() {
    if (lost) {
      return "The host at " + url.getAuthority() + " does not answer; trying again (q ends this)";
    }
    PlanView plan = operations.plan(name);
    return System.getenv("NO_COLOR") == null
        ? PlanFormat.colouredText(plan)
        : PlanFormat.TEXT.render(plan);
  }

  private void print(PrintWriter out) throws InterruptedException {
    Semaphore changes = new Semaphore(0);
    try (RemoteEvents events =
        new RemoteEvents(url, token, name, reached -> changes.release(reached ? 1 : 0))) {
      events.follow();
      String shown = "";
      PlanView plan;
      do {
        changes.acquire();
        changes.drainPermits();
        plan = operations.plan(name);
        String text = PlanFormat.TEXT.render(plan);
        if (!text.equals(shown)) {
          out.println(text);
          out.flush();
          shown = text;
        }
      } while (!plan.isComplete());
    }
  }
}
