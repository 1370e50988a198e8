package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
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
public final class Holding {
  /** What an event of a launch says of why it is tried again. */
  public static final String BECAUSE = "because";

  private final Changes unit;
  private final Mail mail;

  public Holding(Changes unit, Mail mail) {
    this.unit = unit;
    this.mail = mail;
  }

  /** Opens the hold of a planned node whose blocker failed. */
  public void openFor(RoleId node, Role blocker) {
    open(unit.facts().role(node), blocker, HoldReason.BLOCKER_FAILED, "");
  }

  /** Opens the hold of a node whose launch waits for a person. */
  public void openFor(RoleId node, HoldReason reason, String why) {
    open(unit.facts().role(node), null, reason, why);
  }

  private void open(Role node, @Nullable Role blocker, HoldReason reason, String why) {
    RoleId blockerId = blocker == null ? null : blocker.id();
    Hold hold =
        new Hold(
            new HoldId(unit.takeId(IdKind.HOLD)),
            node.orchestrator(),
            node.id(),
            blockerId,
            reason,
            unit.now(),
            false,
            null);
    boolean told = mail.notifyCoordinator(node, beginning(node, blocker, reason, why)).isPresent();
    unit.tx().holds().insert(told ? hold.toldNow() : hold);
    unit.record(
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
    Endings endings = new Endings(unit);
    return Notices.held(
        node.name(), blocker.name(), endings.because(blocker), endings.remedy(blocker));
  }

  /** Tells of a node that failed without holding another one (G12). */
  void tellFailure(Role node) {
    boolean told = mail.notifyCoordinator(node, failure(node)).isPresent();
    if (!told) {
      unit.record(EventKind.FAILURE_UNTOLD, node.orchestrator(), node.id(), Map.of());
    }
  }

  private Notices.Notice failure(Role node) {
    Endings endings = new Endings(unit);
    return Notices.failed(
        node.name(), endings.briefly(node), endings.because(node), endings.remedy(node));
  }

  /** Closes the hold of a node that still exists, with a notice of what is true now (G14). */
  public void closeTold(Gate node, @Nullable RoleId blocker, HoldReason reason) {
    find(node.role(), blocker, reason)
        .ifPresent(
            hold -> {
              close(hold);
              if (hold.told()) {
                Role held = unit.facts().role(node.role());
                String cause = blocker == null ? "its launch" : unit.facts().role(blocker).name();
                mail.notifyCoordinator(
                    held, Notices.recovered(held.name(), cause, node, holders(node.role())));
              }
            });
  }

  /** Who or what still holds a node, as its open holds name it. */
  private List<String> holders(RoleId node) {
    return unit.tx().holds().listOpen(node).stream().map(this::holder).toList();
  }

  private String holder(Hold hold) {
    return hold.blocker() == null ? hold.reason().wire() : unit.facts().role(hold.blocker()).name();
  }

  /**
   * Closes the hold of a merge conflict that is over, saying what changed (G3, G14).
   *
   * @param launch as it was before that; one that never failed was held by none
   */
  public void closeConflict(Launch launch) {
    if (launch.lastError() == null) {
      return;
    }
    Gate node = unit.facts().gate(launch.role());
    find(node.role(), null, HoldReason.MERGE_CONFLICT)
        .ifPresent(
            hold -> {
              close(hold);
              if (hold.told()) {
                Role held = unit.facts().role(node.role());
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
    return unit.tx().events().listAbout(hold.node()).stream()
        .filter(event -> event.kind() == EventKind.LAUNCH_REQUESTED)
        .filter(event -> !event.at().isBefore(hold.opened()))
        .map(event -> event.changes().getOrDefault(BECAUSE, ""))
        .reduce("", (first, last) -> last);
  }

  /** Closes a hold whose edge or blocker is gone, without a notice (G15). */
  void closeSilently(RoleId node, RoleId blocker) {
    find(node, blocker, HoldReason.BLOCKER_FAILED).ifPresent(this::close);
  }

  /** Closes the hold of an unknown launch whose task or place is gone, without a notice (G15). */
  void closeUnknownSilently(RoleId node) {
    find(node, null, HoldReason.LAUNCH_UNKNOWN).ifPresent(this::close);
  }

  /** Closes all holds of a node that will never start, without a notice (G15). */
  public void closeAllSilently(RoleId node) {
    unit.tx().holds().listOpen(node).forEach(this::close);
  }

  /**
   * Closes the holds of a node that is being started; only the start itself can tell whether a
   * merge conflict is over.
   */
  void closeBlockersSilently(RoleId node) {
    unit.tx().holds().listOpen(node).stream()
        .filter(hold -> hold.reason() == HoldReason.BLOCKER_FAILED)
        .forEach(this::close);
  }

  /** Tells a coordinator that came what it missed (G16). */
  void tellMissed(OrchestratorId orchestrator) {
    for (Hold hold : unit.tx().holds().listUntold(orchestrator)) {
      Role node = unit.facts().role(hold.node());
      Role blocker = hold.blocker() == null ? null : unit.facts().role(hold.blocker());
      String why =
          blocker == null
              ? unit.facts().launch(node.id()).map(launch -> launch.lastError()).orElse("")
              : "";
      mail.notifyCoordinator(node, beginning(node, blocker, hold.reason(), why));
      unit.tx().holds().update(hold.toldNow());
    }
    unit.tx().gates().list(orchestrator).stream()
        .filter(gate -> gate.outcome() == BlockerOutcome.FAILED)
        .map(gate -> unit.facts().role(gate.role()))
        .filter(this::isUntold)
        .forEach(this::tellMissedFailure);
  }

  private boolean isUntold(Role node) {
    return unit.eventsAbout(node.id()).stream()
        .map(Event::kind)
        .filter(kind -> kind == EventKind.FAILURE_UNTOLD || kind == EventKind.FAILURE_TOLD)
        .reduce((first, second) -> second)
        .filter(kind -> kind == EventKind.FAILURE_UNTOLD)
        .isPresent();
  }

  private void tellMissedFailure(Role node) {
    if (mail.notifyCoordinator(node, failure(node)).isPresent()) {
      unit.record(EventKind.FAILURE_TOLD, node.orchestrator(), node.id(), Map.of());
    }
  }

  private Optional<Hold> find(RoleId node, @Nullable RoleId blocker, HoldReason reason) {
    return unit.tx().holds().listOpen(node).stream()
        .filter(hold -> hold.reason() == reason && Objects.equals(hold.blocker(), blocker))
        .findFirst();
  }

  private void close(Hold hold) {
    unit.tx().holds().update(hold.closedAt(unit.now()));
    unit.record(
        EventKind.HOLD_CLOSED,
        hold.orchestrator(),
        hold.node(),
        hold.blocker() == null
            ? Map.of("reason", hold.reason().wire())
            : Map.of("reason", hold.reason().wire(), "blocker", hold.blocker().value()));
  }
}
