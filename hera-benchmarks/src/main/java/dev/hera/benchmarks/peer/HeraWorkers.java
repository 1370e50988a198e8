package dev.hera.benchmarks.peer;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.benchmarks.report.CountedStore;
import dev.hera.role.Status;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hera by its facade: the work is a plan, and its workers are threads that report at once. */
final class HeraWorkers implements Contender {
  private final CountedStore store;
  private final Hera hera;
  private volatile @Nullable Course course;
  private int run;

  HeraWorkers(Path file) {
    ThreadLauncher launcher = new ThreadLauncher(this::execute);
    store = new CountedStore(SqliteStore.open(file));
    hera = Hera.builder(store).launcher(launcher).build();
    hera.start();
  }

  private void execute(ThreadLauncher.Session session) {
    Course running = course;
    if (running != null) {
      running.executed(Course.task(session.request().role()));
    }
    session.self().report(Status.DONE);
  }

  @Override
  public void run(Course work) throws InterruptedException {
    course = work;
    Coordinator lead = hera.newOrchestrator("run-" + ++run, "lead");
    lead.submit(work.plan());
    work.await(LIMIT);
    lead.awaitOutcome(LIMIT);
  }

  /** What it has asked of its store so far. */
  CountedStore store() {
    return store;
  }

  @Override
  public void close() {
    hera.close();
  }
}
