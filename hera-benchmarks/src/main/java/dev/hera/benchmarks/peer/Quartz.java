package dev.hera.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.benchmarks.report.SqliteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz with its job store for JDBC, not clustered, which acquires triggers in batches. A job
 * schedules what comes next, many jobs at once. There is no delegate for SQLite; that for
 * PostgreSQL reads and writes blobs in the way that SQLite's driver knows.
 */
final class Quartz implements Contender {
  private static final int THREADS = 16;
  private static final String SOURCE = "benchmark";
  private static final String COURSE = "course";
  private static final String RUN = "run";

  private final HikariDataSource pool;
  private final Scheduler scheduler;
  private int run;

  Quartz(Path file) throws SQLException, IOException, SchedulerException {
    pool = SqliteFile.pool(file);
    try (Connection connection = pool.getConnection()) {
      SqliteFile.execute(connection, tables());
    }
    DBConnectionManager.getInstance().addConnectionProvider(SOURCE, new Pooled(pool));
    scheduler = new StdSchedulerFactory(properties()).getScheduler();
    scheduler.start();
  }

  /** The tables as they are delivered with it. */
  private static String tables() throws IOException {
    try (InputStream script = PostgreSQLDelegate.class.getResourceAsStream("tables_postgres.sql")) {
      String sql =
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
      return sql.replaceAll("(?m)^--.*$", "").replaceAll("(?i)commit;", "");
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "org.quartz.scheduler.instanceName", "benchmark",
            "org.quartz.scheduler.skipUpdateCheck", "true",
            "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "" + THREADS,
            "org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool",
            "org.quartz.threadPool.threadCount", "" + THREADS,
            "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
            "org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName(),
            "org.quartz.jobStore.dataSource", SOURCE,
            "org.quartz.jobStore.acquireTriggersWithinLock", "true"));
    return properties;
  }

  @Override
  public void run(Course work) throws SchedulerException, InterruptedException {
    scheduler.getContext().put(COURSE, work);
    scheduler.getContext().put(RUN, String.valueOf(++run));
    schedule(scheduler, List.of(Course.FIRST));
    work.await(LIMIT);
  }

  private static void schedule(Scheduler scheduler, List<Integer> tasks) throws SchedulerException {
    String group = scheduler.getContext().getString(RUN);
    Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
    for (int task : tasks) {
      String name = Course.name(task);
      Trigger now = TriggerBuilder.newTrigger().withIdentity(name, group).startNow().build();
      jobs.put(JobBuilder.newJob(Task.class).withIdentity(name, group).build(), Set.of(now));
    }
    if (!jobs.isEmpty()) {
      scheduler.scheduleJobs(jobs, false);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.close();
    }
  }

  /** A job; Quartz makes one for each execution. */
  public static final class Task implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Scheduler scheduler = context.getScheduler();
      try {
        Course course = (Course) Objects.requireNonNull(scheduler.getContext().get(COURSE));
        schedule(
            scheduler, course.executed(Course.task(context.getJobDetail().getKey().getName())));
      } catch (SchedulerException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The pool as Quartz asks for it; it is closed by who made it. */
  private record Pooled(HikariDataSource pool) implements ConnectionProvider {
    @Override
    public @Nullable Connection getConnection() throws SQLException {
      return pool.getConnection();
    }

    @Override
    public void initialize() {}

    @Override
    public void shutdown() {}
  }
}
