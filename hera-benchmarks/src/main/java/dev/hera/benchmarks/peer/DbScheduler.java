package dev.hera.benchmarks.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler: one-time tasks, executed immediately. A task schedules what comes next, many tasks
 * as a batch. Its polling by lock-and-fetch is not for SQLite, so it fetches and locks on execution
 * there.
 */
final class DbScheduler implements Contender {
  private static final int THREADS_ON_FILE = 2;
  private static final int THREADS_ON_SERVER = 16;
  private static final Duration POLL = Duration.ofMillis(10);

  /** The columns and indexes that it asks for. */
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data %s,
        execution_time %2$s not null, picked boolean not null, picked_by text,
        last_success %2$s, last_failure %2$s, consecutive_failures integer,
        last_heartbeat %2$s, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_index on scheduled_tasks (execution_time);
      create index last_heartbeat_index on scheduled_tasks (last_heartbeat)
      """;

  private final HikariDataSource pool;
  private final OneTimeTask<Void> task;
  private final Scheduler scheduler;
  private volatile @Nullable Course course;
  private final AtomicInteger run = new AtomicInteger();

  private DbScheduler(HikariDataSource pool, String table, UnaryOperator<SchedulerBuilder> settings)
      throws SQLException {
    this.pool = pool;
    try (Connection connection = pool.getConnection()) {
      SqliteFile.execute(connection, table);
    }
    task =
        Tasks.oneTime("task")
            .execute((instance, context) -> execute(instance, context.getSchedulerClient()));
    scheduler =
        settings
            .apply(Scheduler.create(pool, task))
            .pollingInterval(POLL)
            .enableImmediateExecution()
            .failureLogging(LogLevel.WARN, true)
            .build();
    scheduler.start();
  }

  static DbScheduler onFile(Path file) throws SQLException {
    return new DbScheduler(
        SqliteFile.pool(file),
        TABLE.formatted("blob", "timestamp"),
        builder ->
            builder
                .threads(THREADS_ON_FILE)
                .pollUsingFetch(1, 50)
                .jdbcCustomization(new SqliteJdbcCustomization()));
  }

  static DbScheduler onServer(HikariDataSource pool) throws SQLException {
    return new DbScheduler(
        pool,
        TABLE.formatted("bytea", "timestamptz"),
        builder -> builder.threads(THREADS_ON_SERVER).pollUsingLockAndFetch(1, 4));
  }

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
