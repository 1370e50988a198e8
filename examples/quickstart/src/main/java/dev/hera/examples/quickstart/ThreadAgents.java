package dev.hera.examples.quickstart;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchKey;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import dev.hera.spi.Found;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.Placement;
import dev.hera.spi.WorkerLauncher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Agents that are threads: each reports that it works, and then that it is done. */
final class ThreadAgents implements WorkerLauncher {
  private final CompletableFuture<Hera> hera = new CompletableFuture<>();
  private final Map<LaunchKey, Integer> started = new ConcurrentHashMap<>();

  /** Names the Hera that the agents call. */
  void reportTo(Hera newHera) {
    hera.complete(newHera);
  }

  @Override
  public Placement place(LaunchRequest request) {
    return new Placement(null, null);
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    if (started.putIfAbsent(request.key(), request.epoch()) == null) {
      Participant agent = hera.join().participant(Caller.worker(token), null);
      new Thread(() -> work(agent), request.role()).start();
    }
  }

  private static void work(Participant agent) {
    agent.send(Outgoing.report(Status.WORKING, "started", "I begin."));
    agent.send(Outgoing.report(Status.DONE, "done", "All that was asked for is there."));
  }

  @Override
  public Found find(LaunchKey key) {
    Integer epoch = started.get(key);
    return epoch == null ? new Found.NotThere() : new Found.Running(epoch);
  }
}
