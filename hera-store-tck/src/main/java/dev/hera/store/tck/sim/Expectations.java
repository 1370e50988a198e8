package dev.hera.store.tck.sim;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Transaction;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.store.tck.invariant.HeraInvariants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was promised, as it looks from outside: who was served with which token, what was answered,
 * which processes were asked for. Keeps books of its own and compares them with the store.
 */
final class Expectations {
  /** What one node's workers and coordinator were answered. */
  private static final class Node {
    private @Nullable Status status;
    private boolean cancelled;
    private int latestStarted;
    private @Nullable SimulatedProcess accepted;
    private int ended;

    /** Whether something other than Hera said that a process might run beside another. */
    private boolean doubtful;
  }

  private final World world;
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<LaunchKey, String> names = new HashMap<>();

  Expectations(World world) {
    this.world = world;
  }

  Set<String> nodes() {
    return nodes.keySet();
  }

  /** The node, of which something else may be expected from now on. */
  private Node node(String name) {
    world.changes.note();
    return nodes.computeIfAbsent(name, added -> new Node());
  }

  void planned(List<String> names) {
    names.forEach(this::node);
  }

  /** A plan was submitted by a call that was not answered: all of it is there, or nothing. */
  void perhapsPlanned(List<String> names) {
    List<String> there = names.stream().filter(name -> findRole(name).isPresent()).toList();
    if (!there.isEmpty() && there.size() < names.size()) {
      throw new Breach("of the plan " + names + " only " + there + " was stored");
    }
    planned(there);
  }

  void cancelled(String name) {
    node(name).cancelled = true;
  }

  void perhapsCancelled(String name) {
    Node node = node(name);
    node.cancelled |= role(name).isCancelled();
  }

  /** A person decided about the node's worker, so that another one may run beside it. */
  void decidedByPerson(String name) {
    Node node = node(name);
    node.doubtful = true;
    node.ended = node.latestStarted;
  }

  void reported(
      SimulatedProcess process, Status status, World.Outcome<?> outcome, boolean applied) {
    Node node = node(process.node);
    if (applied) {
      node.status = status;
    } else if (outcome.isOpen()) {
      Status now = role(process.node).status();
      if (now != status && now != node.status) {
        throw new Breach(process + " reported " + status + ", and its role shows " + now);
      }
      node.status = now;
    }
  }

  /** A call with the token of this process succeeded. */
  void served(SimulatedProcess process) {
    process.called = true;
    Node node = node(process.node);
    if (process.epoch < node.latestStarted) {
      throw new Breach(process + " was served after epoch " + node.latestStarted + " had begun");
    }
    SimulatedProcess accepted = node.accepted;
    if (process == accepted) {
      return;
    }
    if (accepted != null && accepted.epoch == process.epoch) {
      throw new Breach("two processes of epoch " + process.epoch + " of " + process.node);
    }
    if (accepted != null && accepted.epoch > node.ended) {
      throw new Breach(process + " was accepted beside " + accepted);
    }
    if (process.epoch > 1) {
      world.occurrences.count(Occurrence.ACCEPTED_IN_LATER_EPOCH);
    }
    node.accepted = process;
  }

  void named(LaunchRequest request) {
    names.put(request.key(), request.role());
  }

  /** The launcher said that the worker of this epoch does not run any more. */
  void ended(String name, int epoch) {
    Node node = node(name);
    node.ended = Math.max(node.ended, epoch);
  }

  /** The launcher said that no worker of this key runs now. */
  void notThere(LaunchKey key) {
    if (world.alive().stream().anyMatch(process -> process.key.equals(key))) {
      misled(key);
    }
    Optional.ofNullable(names.get(key))
        .map(this::node)
        .ifPresent(node -> node.ended = node.latestStarted);
  }

  /** The launcher did not say what is true. */
  void misled(LaunchKey key) {
    Optional.ofNullable(names.get(key)).ifPresent(name -> node(name).doubtful = true);
  }

  /** The launcher is told to start a worker; nothing happened since that was committed. */
  void starts(LaunchRequest request) {
    Node node = node(request.role());
    if (request.epoch() > 1) {
      world.occurrences.count(Occurrence.CLAIMED_AGAIN);
    }
    if (request.epoch() <= node.latestStarted) {
      throw new Breach(
          request.role() + " is started in epoch " + request.epoch() + " for the second time");
    }
    requireLooked(request, node);
    node.latestStarted = request.epoch();
    List<String> waitsFor = world.store.read(tx -> unsatisfied(tx, request));
    if (!waitsFor.isEmpty()) {
      throw new Breach(request.role() + " is started although it waits for " + waitsFor);
    }
  }

  /**
   * A start call made a process. When Hera had given that start up meanwhile, after it had looked,
   * nobody can know of the process before it calls.
   */
  void made(SimulatedProcess process) {
    RoleId role = role(process.node).id();
    Launch launch = world.store.read(tx -> tx.launches().listOf(List.of(role))).get(0);
    if (launch.epoch() != process.epoch || launch.binding() == null) {
      world.occurrences.count(Occurrence.START_TOO_LATE);
      node(process.node).doubtful = true;
    }
  }

  private void requireLooked(LaunchRequest request, Node node) {
    boolean runs =
        world.processes.stream()
            .anyMatch(process -> process.node.equals(request.role()) && process.runs());
    if (runs && !node.doubtful) {
      throw new Breach(request.role() + " is started again although its worker can be found");
    }
  }

  private List<String> unsatisfied(Transaction tx, LaunchRequest request) {
    Role role = StoredPlan.findRole(tx, request.role()).orElseThrow();
    Launch launch = tx.launches().listOf(List.of(role.id())).get(0);
    if (launch.task() == null || launch.epoch() != request.epoch()) {
      throw new Breach(request.role() + " is started although no such start is recorded");
    }
    Task task = tx.tasks().find(launch.task()).orElseThrow();
    if (task.status() != TaskStatus.PENDING) {
      return List.of();
    }
    return tx.edges().listBlockers(List.of(role.id())).stream()
        .map(blocker -> tx.roles().find(blocker.blocker()).orElseThrow())
        .filter(blocker -> StoredPlan.outcome(tx, blocker) != BlockerOutcome.SATISFIED)
        .map(Role::name)
        .toList();
  }

  void afterStep() {
    if (!world.changes.take()) {
      return;
    }
    List<String> violations = HeraInvariants.of(world.store).violations();
    if (!violations.isEmpty()) {
      throw new Breach(String.join("; ", violations));
    }
    world.store.read(
        tx -> {
          nodes.forEach((name, node) -> compare(StoredPlan.findRole(tx, name), name, node));
          return true;
        });
  }

  private static void compare(Optional<Role> found, String name, Node node) {
    if (found.isEmpty()) {
      throw new Breach(name + " was planned, and is not there");
    }
    Role role = found.get();
    if (role.status() != node.status) {
      throw new Breach(
          name + " shows " + role.status() + ", the last answered report was " + node.status);
    }
    if (role.isCancelled() != node.cancelled) {
      throw new Breach(name + " is cancelled: " + role.isCancelled() + ", was: " + node.cancelled);
    }
  }

  Role role(String name) {
    return findRole(name).orElseThrow(() -> new Breach(name + " is not there"));
  }

  private Optional<Role> findRole(String name) {
    return world.store.read(tx -> StoredPlan.findRole(tx, name));
  }
}
