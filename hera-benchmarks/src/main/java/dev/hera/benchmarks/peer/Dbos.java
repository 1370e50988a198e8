package dev.hera.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DBOS: a task is a workflow, which starts those that come next as workflows of their own. */
final class Dbos implements Contender {
  private final HikariDataSource pool;
  private final DBOS dbos;
  private final Work work;
  private volatile @Nullable Course course;

  /** What is made durable; public because it is called by a proxy. */
  public interface Work {
    void execute(int task);
  }

  /** The workflow. */
  public final class Executed implements Work {
    @Override
    @Workflow(name = "task")
    public void execute(int task) {
      Course running = course;
      if (running != null) {
        running.executed(task).forEach(Dbos.this::start);
      }
    }
  }

  Dbos(HikariDataSource pool) {
    this.pool = pool;
    dbos = new DBOS(DBOSConfig.defaults("benchmark").withDataSource(pool).withAppVersion("1"));
    work = dbos.registerProxy(Work.class, new Executed());
    dbos.launch();
  }

  private void start(int task) {
    Objects.requireNonNull(dbos.startWorkflow(() -> work.execute(task)));
  }

  @Override
  public void run(Course newCourse) throws InterruptedException {
    course = newCourse;
    start(Course.FIRST);
    newCourse.await(LIMIT);
  }

  @Override
  public void close() {
    dbos.shutdown();
    pool.close();
  }
}
