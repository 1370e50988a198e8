package dev.hera;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The latest run under each key: all that go on, and those that ended last. Not thread-safe. */
final class AgentRuns {
  /** An end is asked for until Hera stored it, which it does before so many others come. */
  static final int ENDS_KEPT = 1_000;

  private record Run(Future<?> work, int epoch) {}

  private final Map<LaunchKey, Run> running = new HashMap<>();
  private final Map<LaunchKey, Found.Ended> ended = new LatestEnds();

  private static final class LatestEnds extends LinkedHashMap<LaunchKey, Found.Ended> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<LaunchKey, Found.Ended> eldest) {
      return size() > ENDS_KEPT;
    }
  }

  /** Whether no run of this epoch or a later one is known. */
  boolean isNew(LaunchKey key, int epoch) {
    return latestEpoch(key) < epoch;
  }

  private int latestEpoch(LaunchKey key) {
    Run run = running.get(key);
    Found.Ended end = ended.get(key);
    return run != null ? run.epoch() : end != null ? end.epoch() : 0;
  }

  /** A run began; gives the work of an earlier one that goes on, or null. */
  @Nullable Future<?> begin(LaunchKey key, int epoch, Future<?> work) {
    ended.remove(key);
    Run earlier = running.put(key, new Run(work, epoch));
    return earlier == null ? null : earlier.work();
  }

  /** A run ended; that of an earlier epoch means nothing any more. */
  void end(LaunchKey key, Found.Ended end) {
    if (latestEpoch(key) == end.epoch()) {
      running.remove(key);
      ended.put(key, end);
    }
  }

  Optional<Found> find(LaunchKey key) {
    Run run = running.get(key);
    return run != null
        ? Optional.of(new Found.Running(run.epoch()))
        : Optional.ofNullable(ended.get(key));
  }
}
