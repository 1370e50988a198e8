package dev.hera.benchmarks.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.hera.benchmarks.report.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler: one-time tasks, executed immediately. A task schedules what comes next, many tasks
 * as a batch. Its polling by lock-and-fetch is not for SQLite, so it fetches and locks on
 * execution.
 */
final class DbScheduler implements Contender {
  private static final int THREADS = 2;
  private static final Duration POLL = Duration.ofMillis(10);

  private final HikariDataSource pool;
  private final OneTimeTask<Void> task;
  private final Scheduler scheduler;
  private volatile @Nullable Course course;
  private final AtomicInteger run = new AtomicInteger();

  DbScheduler(Path file) throws SQLException {
    pool = SqliteFile.pool(file);
    try (Connection connection = pool.getConnection()) {
      SqliteFile.execute(connection, TABLE);
    }
    task =
        Tasks.oneTime("task")
            .execute((instance, context) -> execute(instance, context.getSchedulerClient()));
    scheduler =
        Scheduler.create(pool, task)
            .threads(THREADS)
            .pollingInterval(POLL)
            .pollUsingFetch(1, 50)
            .enableImmediateExecution()
            .jdbcCustomization(new SqliteJdbcCustomization())
            .failureLogging(LogLevel.WARN, true)
            .build();
    scheduler.start();
  }

  /** The columns and indexes that it asks for. */
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data blob,
        execution_time timestamp not null, picked boolean not null, picked_by text,
        last_success timestamp, last_failure timestamp, consecutive_failures integer,
        last_heartbeat timestamp, version integer not null, priority integer,
        primary key (task_name, task_instance));
      create index execution_time_index on scheduled_tasks (execution_time);
      create index last_heartbeat_index on scheduled_tasks (last_heartbeat)
      """;

  @Override
  public void run(Course work) throws InterruptedException {
    course = work;
    run.incrementAndGet();
    schedule(scheduler, List.of(Course.FIRST));
    work.await(LIMIT);
  }

  private void execute(TaskInstance<Void> instance, SchedulerClient client) {
    String id = instance.getId();
    Course running = course;
    if (running != null) {
      schedule(client, running.executed(Integer.parseInt(id.substring(id.indexOf('-') + 1))));
    }
  }

  private void schedule(SchedulerClient client, List<Integer> tasks) {
    if (tasks.size() == 1) {
      client.scheduleIfNotExists(instance(tasks.get(0)), Instant.now());
    } else if (!tasks.isEmpty()) {
      Stream<TaskInstance<?>> instances = tasks.stream().map(this::instance);
      client.scheduleBatch(instances.toList(), Instant.now());
    }
  }

  private TaskInstance<Void> instance(int number) {
    return task.instance(run.get() + "-" + number);
  }

  @Override
  public void close() {
    scheduler.stop();
    pool.close();
  }
}
