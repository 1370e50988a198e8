package dev.hera.benchmarks.peer;

import java.time.Duration;

/** What runs a work durably on a SQLite file of its own. */
interface Contender extends AutoCloseable {
  /** Far more than any of them needs. */
  Duration LIMIT = Duration.ofMinutes(2);

  /** Runs the work to its end. */
  void run(Course course) throws Exception;

  @Override
  void close();
}
