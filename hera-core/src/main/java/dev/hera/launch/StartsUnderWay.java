package dev.hera.launch;

import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitsOfWork;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The launches that are being started here, claimed or about to be. Thread-safe. */
final class StartsUnderWay {
  private final UnitsOfWork units;
  private final LaunchSettings settings;
  private final Map<LaunchId, Launch> launches = new ConcurrentHashMap<>();

  StartsUnderWay(UnitsOfWork units, LaunchSettings settings) {
    this.units = units;
    this.settings = settings;
  }

  /**
   * Takes in a launch that is about to be claimed, unless it is there; tells whether it was not.
   */
  boolean begin(Launch launch) {
    return launches.putIfAbsent(launch.id(), launch) == null;
  }

  /** Takes in a launch that was claimed. */
  void enter(Launch launch) {
    launches.put(launch.id(), launch);
  }

  void leave(Launch launch) {
    launches.remove(launch.id());
  }

  boolean contains(LaunchId launch) {
    return launches.containsKey(launch);
  }

  List<Launch> all() {
    return List.copyOf(launches.values());
  }

  /** Keeps the claims of all that were claimed, in one transaction. */
  void renewLeases() {
    List<Launch> running = all();
    if (!running.isEmpty()) {
      units.change(unit -> running.forEach(new ClaimTransactions(unit, settings)::renew));
    }
  }
}
