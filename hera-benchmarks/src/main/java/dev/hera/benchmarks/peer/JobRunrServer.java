package dev.hera.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.benchmarks.report.SqliteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.sqlite.SqLiteStorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr with a background server in the process: job requests, which need no analysis of byte
 * code. A job enqueues what comes next, many jobs as a stream.
 */
final class JobRunrServer implements Contender {
  private static final int THREADS = 8;
  private static final Duration POLL = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final JobRequestScheduler scheduler;
  private volatile @Nullable Course course;

  JobRunrServer(Path file) {
    pool = SqliteFile.pool(file);
    scheduler =
        JobRunr.configure()
            .useJobActivator(activator(new Handler(this)))
            .useStorageProvider(new SqLiteStorageProvider(pool))
            .useBackgroundJobServer(
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(THREADS)
                    .andPollInterval(POLL))
            .initialize()
            .getJobRequestScheduler();
  }

  private static JobActivator activator(Handler handler) {
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(handler);
      }
    };
  }

  @Override
  public void run(Course work) throws InterruptedException {
    course = work;
    enqueue(List.of(Course.FIRST));
    work.await(LIMIT);
  }

  private void execute(int task) {
    Course running = course;
    if (running != null) {
      enqueue(running.executed(task));
    }
  }

  private void enqueue(List<Integer> tasks) {
    if (tasks.size() == 1) {
      scheduler.enqueue(new Request(tasks.get(0)));
    } else if (!tasks.isEmpty()) {
      scheduler.enqueue(tasks.stream().map(Request::new));
    }
  }

  @Override
  public void close() {
    JobRunr.destroy();
    pool.close();
  }

  /** A job, which JobRunr keeps as JSON. */
  public record Request(int task) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Executes the jobs. */
  public static final class Handler implements JobRequestHandler<Request> {
    private final JobRunrServer server;

    Handler(JobRunrServer server) {
      this.server = server;
    }

    @Override
    public void run(Request request) {
      server.execute(request.task());
    }
  }
}
