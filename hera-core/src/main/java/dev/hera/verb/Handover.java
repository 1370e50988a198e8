package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.AlreadyBoundException;
import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.NotBoundException;
import dev.hera.error.SlotTakenException;
import dev.hera.history.EventKind;
import dev.hera.result.Left;
import dev.hera.result.Membership;
import dev.hera.result.Moved;
import dev.hera.result.Rebound;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.BindingChanges;
import dev.hera.work.UnitOfWork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges bindings: {@code Participant.move}, {@code Participant.leave} and {@code
 * Newcomer.rebind}.
 */
public final class Handover {
  private final UnitOfWork unit;

  public Handover(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Leaves the caller's place for a new role elsewhere. */
  public Moved move(Acting from, JoinVerbs.Attaching target) {
    if (from.role().kind() == RoleKind.COORDINATOR) {
      throw new ForbiddenException(
          Verb.MOVE
              + " is for workers and freelancers; a coordinator stays with its orchestrator, or"
              + " ends it with "
              + Verb.ARCHIVE);
    }
    Orchestrator there = new JoinVerbs(unit).active(target.orchestrator());
    refuseBound(there, from.task());
    new BindingChanges(unit).end(from.binding(), EndReason.MOVED);
    Membership place = new JoinVerbs(unit).attach(from.task(), target);
    takeAlong(from, there.id());
    return new Moved(
        from.orchestrator().name(),
        from.role().name(),
        place.orchestrator(),
        place.roleName(),
        place.kind(),
        place.bindingId(),
        place.taskId());
  }

  /** Gives the caller's place up, and nothing else: the way back from a mistaken join. */
  public Left leave(Acting from) {
    if (from.role().kind() == RoleKind.COORDINATOR) {
      throw new ForbiddenException(
          "you coordinate "
              + Quotation.of(from.orchestrator().name())
              + ": end it with "
              + Verb.ARCHIVE
              + ", or stay; "
              + Verb.LEAVE
              + " is for a role that you took with "
              + Verb.JOIN);
    }
    if (unit.facts().launch(from.role().id()).isPresent()) {
      throw new ForbiddenException(
          "Hera started you as "
              + Quotation.of(from.role().name())
              + ": report failed with "
              + Verb.SEND
              + " instead, so that your coordinator learns of it");
    }
    new BindingChanges(unit).end(from.binding(), EndReason.MOVED);
    takeAlong(from, null);
    return new Left(
        from.orchestrator().name(), from.role().name(), from.binding().id(), from.task().id());
  }

  /** What the caller coordinates was nested below the place that it left, and goes with it. */
  private void takeAlong(Acting from, @Nullable OrchestratorId there) {
    for (Binding binding : unit.facts().liveBindings(from.task().id())) {
      Orchestrator own = unit.facts().orchestrator(binding.orchestrator());
      if (unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR
          && from.orchestrator().id().equals(own.parent())) {
        new OpenVerbs(unit).nest(own, there);
      }
    }
  }

  private void refuseBound(Orchestrator there, Task task) {
    unit.tx().bindings().listLive(there.id()).stream()
        .filter(binding -> binding.task().equals(task.id()))
        .findFirst()
        .ifPresent(
            binding -> {
              throw new AlreadyBoundException(there.name(), binding.id().value());
            });
  }

  /**
   * Gives the caller's task the role that an earlier task of the same worktree holds.
   *
   * @param orchestrator where to look, or null for all active ones
   * @param roleName the role to take, or null for the only one that fits
   */
  public Rebound rebind(Task task, @Nullable String orchestrator, @Nullable String roleName) {
    List<Binding> fitting =
        unit.tx().orchestrators().listActive().stream()
            .filter(place -> orchestrator == null || place.name().equals(orchestrator))
            .flatMap(place -> unit.tx().bindings().listLive(place.id()).stream())
            .filter(binding -> fits(binding, task, roleName))
            .toList();
    if (fitting.isEmpty()) {
      throw nothingFits(orchestrator, roleName);
    }
    if (fitting.size() > 1) {
      throw new AmbiguousCallerException(
          "orchestrator: several bindings fit; name orchestrator and `roleName`",
          "orchestrators",
          fitting.stream().map(this::orchestratorName).toList());
    }
    return rebind(task, fitting.get(0));
  }

  private boolean fits(Binding binding, Task task, @Nullable String roleName) {
    boolean sameRole =
        roleName == null || unit.facts().role(binding.role()).name().equals(roleName);
    boolean samePlace =
        binding.task().equals(task.id())
            || (task.worktree() != null && task.worktree().equals(binding.worktree()));
    return sameRole && samePlace;
  }

  private RuntimeException nothingFits(@Nullable String orchestrator, @Nullable String roleName) {
    boolean held =
        roleName != null
            && orchestrator != null
            && unit.tx()
                .orchestrators()
                .findActive(orchestrator)
                .flatMap(place -> unit.tx().roles().findActive(place.id(), roleName))
                .flatMap(role -> unit.facts().liveBinding(role.id()))
                .isPresent();
    return held
        ? new SlotTakenException(
            "`roleName`: "
                + Quotation.of(String.valueOf(roleName))
                + " is live in another worktree; it is not yours to take")
        : new NotBoundException(
            "no live binding stands on your worktree; take a role with " + Verb.JOIN);
  }

  private String orchestratorName(Binding binding) {
    return unit.facts().orchestrator(binding.orchestrator()).name();
  }

  private Rebound rebind(Task task, Binding binding) {
    Role role = unit.facts().role(binding.role());
    if (binding.task().equals(task.id())) {
      return new Rebound(role.name(), binding.id(), false);
    }
    Optional<Binding> other =
        unit.tx().bindings().listLive(binding.orchestrator()).stream()
            .filter(live -> live.task().equals(task.id()))
            .max(Comparator.comparing(Binding::id));
    if (other.isPresent()) {
      throw new SlotTakenException(
          "you already hold "
              + Quotation.of(unit.facts().role(other.get().role()).name())
              + " in this orchestrator; leave it first");
    }
    unit.tx().bindings().update(binding.endedAt(unit.now(), EndReason.REBOUND));
    unit.record(
        EventKind.BINDING_ENDED,
        binding.orchestrator(),
        binding.role(),
        Map.of("binding", binding.id().value(), "reason", EndReason.REBOUND.wire()));
    Binding repaired = new BindingChanges(unit).start(role, task);
    return new Rebound(role.name(), repaired.id(), true);
  }
}
