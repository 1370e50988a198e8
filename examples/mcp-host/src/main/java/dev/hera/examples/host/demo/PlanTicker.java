package dev.hera.examples.host.demo;

import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Prints a line for each node whose state changed, from a thread of its own. */
final class PlanTicker implements AutoCloseable {
  private final Semaphore changes = new Semaphore(0);
  private final Map<String, ViewState> shown = new HashMap<>();
  private final Supplier<PlanView> plan;
  private final PrintStream out;
  private final long started = System.nanoTime();
  private final Thread thread = new Thread(this::run, "hera-plan-ticker");
  private volatile boolean closed;

  PlanTicker(Supplier<PlanView> plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has the plan looked at soon. */
  void changed() {
    changes.release();
  }

  /** Prints what is still to be printed and ends. */
  @Override
  public void close() {
    closed = true;
    changes.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        changes.acquire();
        changes.drainPermits();
        plan.get().nodes().forEach(this::show);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(PlanView.Node node) {
    ViewState before = shown.put(node.name(), node.state());
    if (before != node.state()) {
      double seconds = (System.nanoTime() - started) / 1e9;
      out.printf(
          "%6.2f s  %-11s %s %s%n",
          seconds, node.name(), node.state().glyph(), node.state().label());
    }
  }
}
