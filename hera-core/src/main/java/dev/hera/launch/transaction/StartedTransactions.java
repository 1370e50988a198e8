package dev.hera.launch.transaction;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Prepared;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Notices;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is committed when the launcher returned, or a worker was found to run (G23). */
public final class StartedTransactions {
  private final UnitOfWork unit;
  private final LaunchFacts launchFacts;

  public StartedTransactions(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launchFacts = new LaunchFacts(unit, settings);
  }

  /** The launcher returned: the session runs, whether or not its worker has called yet. */
  public void started(StartOrder.Returned start) {
    Launch called = start.order().launch();
    launchFacts
        .stillOurs(called)
        .ifPresent(
            launch -> {
              tell(launch, start.order().request(), start.prepared());
              tellOfPlace(launch, start.newsOfPlace());
            });
    started(called);
  }

  /** Tells, once for a node, what its branch has of those of its blockers (G18). */
  private void tell(Launch launch, LaunchRequest request, Prepared prepared) {
    Role role = unit.facts().role(launch.role());
    List<String> merged = branches(prepared.merged());
    List<String> missing = branches(prepared.missing());
    if (!(merged.isEmpty() && missing.isEmpty())) {
      tellOnce(role, Notices.fanIn(role.name(), request.baseBranch(), merged, missing));
    }
  }

  private void tellOfPlace(Launch launch, List<String> news) {
    if (!news.isEmpty()) {
      Role role = unit.facts().role(launch.role());
      unit.mail().notifyCoordinator(role, Notices.place(role.name(), news));
    }
  }

  private static List<String> branches(List<BlockerBranch> branches) {
    return branches.stream().map(BlockerBranch::branch).distinct().toList();
  }

  /** A start that is repeated after a crash, or for a new session, tells nothing again. */
  private void tellOnce(Role role, Notices.Notice notice) {
    String kind = notice.tldr().substring(0, notice.tldr().indexOf(':') + 1);
    boolean told =
        unit.tx().events().listAbout(role.id()).stream()
            .filter(event -> event.kind() == EventKind.MESSAGE_SENT)
            .anyMatch(event -> event.changes().getOrDefault("tldr", "").startsWith(kind));
    if (!told) {
      unit.mail().notifyCoordinator(role, notice);
    }
  }

  /** A worker was found to run, whether or not it has called yet. */
  public void started(Launch starting) {
    launchFacts
        .stillOurs(starting)
        .filter(launch -> launch.state() == LaunchState.STARTING)
        .ifPresent(this::sessionRuns);
  }

  /** It may have been given up, or its session may have ended, before the launcher returned. */
  private void sessionRuns(Launch launch) {
    if (launchFacts.livePlace(launch).isEmpty()) {
      launchFacts.withdraw(launch);
      return;
    }
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    if (task.session() != SessionState.ENDED) {
      if (task.session() == SessionState.STARTING) {
        unit.effects()
            .log(unit.facts().label(launch.role()) + " started (epoch " + launch.epoch() + ")");
      }
      unit.tx().launches().update(launch.dueAt(nextLook(launch)));
      new TaskChanges(unit).update(task, LaunchFacts.running(task));
      unit.settle();
      unit.holding().closeConflict(launch);
    }
  }

  /** When its worker is looked at next; one that is silent for too long is told of, once. */
  private Instant nextLook(Launch launch) {
    List<Event> events = unit.eventsAbout(launch.role());
    Instant silentAt = startOf(events).plus(launchFacts.settings().firstCallLimit());
    Instant leaseEnd = launchFacts.leaseEnd();
    if (silentAt.isAfter(unit.now())) {
      return silentAt.isBefore(leaseEnd) ? silentAt : leaseEnd;
    }
    if (events.stream().noneMatch(event -> isSilence(event, launch))) {
      tellSilence(launch);
    }
    return leaseEnd;
  }

  private Instant startOf(List<Event> events) {
    return events.stream()
        .filter(event -> event.kind() == EventKind.LAUNCH_STARTING)
        .map(Event::at)
        .reduce((first, second) -> second)
        .orElse(unit.now());
  }

  private static boolean isSilence(Event event, Launch launch) {
    return event.kind() == EventKind.LAUNCH_SILENT
        && Integer.toString(launch.epoch()).equals(event.changes().get("epoch"));
  }

  private void tellSilence(Launch launch) {
    Role role = unit.facts().role(launch.role());
    unit.mail()
        .notifyCoordinator(
            role, Notices.silent(role.name(), launchFacts.settings().firstCallLimit()));
    unit.record(
        EventKind.LAUNCH_SILENT,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "epoch", launch.epoch()));
  }
}
