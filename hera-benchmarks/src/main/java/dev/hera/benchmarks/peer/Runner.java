package dev.hera.benchmarks.peer;

import java.nio.file.Path;
import java.util.List;

/** Who takes part in a comparison. */
enum Runner {
  FLOOR("plain JDBC", "prepared statements, all that starts or ends together in one commit"),
  DB_SCHEDULER("db-scheduler", "2 threads, immediate execution, polling by fetch each 10 ms"),
  JOB_RUNR("JobRunr", "8 workers, job requests, its least polling interval of 5 s"),
  QUARTZ("Quartz", "16 threads, triggers acquired in batches of 16, not clustered"),
  HERA("Hera", "a plan through the facade, workers are threads, nothing set");

  /** Whom Hera is compared with. */
  static final List<Runner> OTHERS = List.of(FLOOR, DB_SCHEDULER, JOB_RUNR, QUARTZ);

  private final String title;
  private final String settings;

  Runner(String title, String settings) {
    this.title = title;
    this.settings = settings;
  }

  /** How it is set up, in a sentence. */
  String describe() {
    return title + ": " + settings;
  }

  String title() {
    return title;
  }

  Contender open(Path file) throws Exception {
    return switch (this) {
      case FLOOR -> new Plain(file);
      case DB_SCHEDULER -> DbScheduler.onFile(file);
      case JOB_RUNR -> new JobRunrServer(file);
      case QUARTZ -> new Quartz(file);
      case HERA -> new HeraWorkers(file);
    };
  }
}
