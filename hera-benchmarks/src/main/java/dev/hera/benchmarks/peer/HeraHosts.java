package dev.hera.benchmarks.peer;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.role.Status;
import dev.hera.store.postgres.PostgresStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Several Heras on one database of a server: the first has the plan, all start its workers. */
final class HeraHosts implements Contender {
  private final List<Hera> hosts = new ArrayList<>();
  private volatile @Nullable Course course;
  private int run;

  HeraHosts(String url, int count) {
    for (int host = 0; host < count; host++) {
      Hera hera =
          Hera.builder(PostgresStore.open(url, new Properties()))
              .launcher(new ThreadLauncher(this::execute))
              .build();
      hosts.add(hera);
      hera.start();
    }
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
    Coordinator lead = hosts.get(0).newOrchestrator("run-" + ++run, "lead");
    lead.submit(work.plan());
    work.await(LIMIT);
    lead.awaitOutcome(LIMIT);
  }

  @Override
  public void close() {
    hosts.forEach(Hera::close);
  }
}
