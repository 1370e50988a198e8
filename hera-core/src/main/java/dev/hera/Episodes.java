package dev.hera;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens and closes the holds of nodes, each with its one notice (G12-G16). */
final class Episodes {
  /** What an event of a launch says of why it is tried again. */
  static final String BECAUSE = "because";

  private final Changes step;
  private final Mail mail;

  Episodes(Changes step, Mail mail) {
    this.step = step;
    this.mail = mail;
  }

  /** Opens the episode of a planned node whose blocker failed. */
  void openFor(RoleId node, Role blocker) {
    open(step.facts().role(node), blocker, HoldReason.BLOCKER_FAILED, "");
  }

  /** Opens the episode of a node whose launch waits for a person. */
  void openFor(RoleId node, HoldReason reason, String why) {
    open(step.facts().role(node), null, reason, why);
  }

  private void open(Role node, @Nullable Role blocker, HoldReason reason, String why) {
    RoleId blockerId = blocker == null ? null : blocker.id();
    Hold hold =
        new Hold(
            new HoldId(step.takeId(IdKind.HOLD)),
            node.orchestrator(),
            node.id(),
            blockerId,
            reason,
            step.now(),
            false,
            null);
    boolean told = mail.notifyCoordinator(node, beginning(node, blocker, reason, why)).isPresent();
    step.tx().holds().insert(told ? hold.toldNow() : hold);
    step.record(
        EventKind.HOLD_OPENED,
        node.orchestrator(),
        node.id(),
        blockerId == null
            ? Map.of("reason", reason.wire())
            : Map.of("reason", reason.wire(), "blocker", blockerId.value()));
  }

  private Notices.Notice beginning(
      Role node, @Nullable Role blocker, HoldReason reason, String why) {
    if (blocker == null) {
      return Notices.heldByLaunch(node.name(), reason, why);
    }
    Endings endings = new Endings(step);
    return Notices.held(
        node.name(), blocker.name(), endings.because(blocker), endings.remedy(blocker));
  }

  /** Tells of a node that failed without holding another one (G12). */
  void tellFailure(Role node) {
    boolean told = mail.notifyCoordinator(node, failure(node)).isPresent();
    if (!told) {
      step.record(EventKind.FAILURE_UNTOLD, node.orchestrator(), node.id(), Map.of());
    }
  }

  private Notices.Notice failure(Role node) {
    Endings endings = new Endings(step);
    return Notices.failed(
        node.name(), endings.briefly(node), endings.because(node), endings.remedy(node));
  }

  /** Closes the episode of a node that still exists, with a notice of what is true now (G14). */
  void closeTold(Gate node, @Nullable RoleId blocker, HoldReason reason) {
    find(node.role(), blocker, reason)
        .ifPresent(
            hold -> {
              close(hold);
              if (hold.told()) {
                Role held = step.facts().role(node.role());
                String cause = blocker == null ? "its launch" : step.facts().role(blocker).name();
                mail.notifyCoordinator(
                    held, Notices.recovered(held.name(), cause, node, holders(node.role())));
              }
            });
  }

  /** Who or what still holds a node, as its open holds name it. */
  private List<String> holders(RoleId node) {
    return step.tx().holds().listOpen(node).stream().map(this::holder).toList();
  }

  private String holder(Hold hold) {
    return hold.blocker() == null ? hold.reason().wire() : step.facts().role(hold.blocker()).name();
  }

  /** Closes the episode of a merge conflict that is over, saying what changed (G3, G14). */
  void closeConflict(Gate node) {
    find(node.role(), null, HoldReason.MERGE_CONFLICT)
        .ifPresent(
            hold -> {
              close(hold);
              if (hold.told()) {
                Role held = step.facts().role(node.role());
                String changed = whatChanged(hold);
                List<String> holders = holders(node.role());
                mail.notifyCoordinator(
                    held,
                    changed.isEmpty() || !holders.isEmpty()
                        ? Notices.recovered(held.name(), "its launch", node, holders)
                        : Notices.conflictOver(held.name(), changed, node));
              }
            });
  }

  /** What had the node tried again last; empty when that was only time. */
  private String whatChanged(Hold hold) {
    return step.tx().events().listAbout(hold.node()).stream()
        .filter(event -> event.kind() == EventKind.LAUNCH_REQUESTED)
        .filter(event -> !event.at().isBefore(hold.opened()))
        .map(event -> event.changes().getOrDefault(BECAUSE, ""))
        .reduce("", (first, last) -> last);
  }

  /** Closes an episode whose edge or blocker is gone, without a notice (G15). */
  void closeSilently(RoleId node, RoleId blocker) {
    find(node, blocker, HoldReason.BLOCKER_FAILED).ifPresent(this::close);
  }

  /** Closes all episodes of a node that will never start, without a notice (G15). */
  void closeAllSilently(RoleId node) {
    step.tx().holds().listOpen(node).forEach(this::close);
  }

  /**
   * Closes the episodes of a node that is being started; only the start itself can tell whether a
   * merge conflict is over.
   */
  void closeBlockersSilently(RoleId node) {
    step.tx().holds().listOpen(node).stream()
        .filter(hold -> hold.reason() == HoldReason.BLOCKER_FAILED)
        .forEach(this::close);
  }

  /** Tells a coordinator that came what it missed (G16). */
  void tellMissed(OrchestratorId orchestrator) {
    for (Hold hold : step.tx().holds().listUntold(orchestrator)) {
      Role node = step.facts().role(hold.node());
      Role blocker = hold.blocker() == null ? null : step.facts().role(hold.blocker());
      String why =
          blocker == null
              ? step.facts().launch(node.id()).map(launch -> launch.lastError()).orElse("")
              : "";
      mail.notifyCoordinator(node, beginning(node, blocker, hold.reason(), why));
      step.tx().holds().update(hold.toldNow());
    }
    step.tx().gates().list(orchestrator).stream()
        .filter(gate -> gate.outcome() == BlockerOutcome.FAILED)
        .map(gate -> step.facts().role(gate.role()))
        .filter(this::isUntold)
        .forEach(this::tellMissedFailure);
  }

  private boolean isUntold(Role node) {
    return step.eventsAbout(node.id()).stream()
        .map(Event::kind)
        .filter(kind -> kind == EventKind.FAILURE_UNTOLD || kind == EventKind.FAILURE_TOLD)
        .reduce((first, second) -> second)
        .filter(kind -> kind == EventKind.FAILURE_UNTOLD)
        .isPresent();
  }

  private void tellMissedFailure(Role node) {
    if (mail.notifyCoordinator(node, failure(node)).isPresent()) {
      step.record(EventKind.FAILURE_TOLD, node.orchestrator(), node.id(), Map.of());
    }
  }

  private Optional<Hold> find(RoleId node, @Nullable RoleId blocker, HoldReason reason) {
    return step.tx().holds().listOpen(node).stream()
        .filter(hold -> hold.reason() == reason && Objects.equals(hold.blocker(), blocker))
        .findFirst();
  }

  private void close(Hold hold) {
    step.tx().holds().update(hold.closedAt(step.now()));
    step.record(
        EventKind.HOLD_CLOSED,
        hold.orchestrator(),
        hold.node(),
        hold.blocker() == null
            ? Map.of("reason", hold.reason().wire())
            : Map.of("reason", hold.reason().wire(), "blocker", hold.blocker().value()));
  }
}
