package dev.hera.launch;

import dev.hera.spi.launcher.Prepared;
import java.util.List;

/**
 * A start whose launcher call returned.
 *
 * @param newsOfPlace what the coordinator is told of the worker's place
 */
record Returned(StartOrder order, Prepared prepared, List<String> newsOfPlace) {

  /** Whether the coordinator is to be told of something. */
  boolean isTold() {
    return !(prepared.merged().isEmpty() && prepared.missing().isEmpty() && newsOfPlace.isEmpty());
  }
}
