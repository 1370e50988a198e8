package dev.hera.benchmarks.peer;

import java.nio.file.Path;
import java.util.List;

/** Who takes part in a comparison. */
enum Runner {
  FLOOR("plain JDBC"),
  DB_SCHEDULER("db-scheduler"),
  JOB_RUNR("JobRunr"),
  QUARTZ("Quartz"),
  HERA("Hera");

  /** Whom Hera is compared with. */
  static final List<Runner> OTHERS = List.of(FLOOR, DB_SCHEDULER, JOB_RUNR, QUARTZ);

  private final String title;

  Runner(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  Contender open(Path file) throws Exception {
    return switch (this) {
      case FLOOR -> new Plain(file);
      case DB_SCHEDULER -> new DbScheduler(file);
      case JOB_RUNR -> new JobRunrServer(file);
      case QUARTZ -> new Quartz(file);
      case HERA -> new HeraWorkers(file);
    };
  }
}
