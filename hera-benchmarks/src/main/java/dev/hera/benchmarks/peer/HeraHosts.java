package dev.hera.benchmarks.peer;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.host.NewHost;
import dev.hera.role.Status;
import dev.hera.store.postgres.PostgresStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Several hosts on one database of a server; each starts what it can claim. */
final class HeraHosts implements Contender {
  private final List<Hera> hosts = new ArrayList<>();
  private final Map<String, Course> courses = new ConcurrentHashMap<>();

  HeraHosts(String url, int count) {
    for (int i = 0; i < count; i++) {
      Hera hera =
          Hera.builder(PostgresStore.open(url, new Properties()))
              .launcher(new ThreadLauncher(this::execute))
              .host(NewHost.named("host-" + i, "host-" + i))
              .build();
      hosts.add(hera);
      hera.start();
    }
  }

  private void execute(ThreadLauncher.Session session) {
    Course running = Objects.requireNonNull(courses.get(session.request().orchestrator()));
    running.executed(Course.task(session.request().role()));
    session.self().report(Status.DONE);
  }

  /** Runs the work as a plan of the first host. */
  @Override
  public void run(Course work) throws InterruptedException {
    runAtOnce(List.of(work));
  }

  /** Runs each work as a plan of a host of its own, all at the same time. */
  void runAtOnce(List<? extends Course> works) throws InterruptedException {
    List<Coordinator> leads = new ArrayList<>();
    for (Course work : works) {
      String name = "run-" + courses.size();
      courses.put(name, work);
      leads.add(hosts.get(leads.size()).newOrchestrator(name, "lead"));
    }
    for (int i = 0; i < leads.size(); i++) {
      leads.get(i).submit(works.get(i).plan());
    }
    for (int i = 0; i < leads.size(); i++) {
      works.get(i).await(LIMIT);
      leads.get(i).awaitOutcome(LIMIT);
    }
  }

  @Override
  public void close() {
    hosts.forEach(Hera::close);
  }
}
