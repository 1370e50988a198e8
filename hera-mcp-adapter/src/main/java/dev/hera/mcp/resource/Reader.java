package dev.hera.mcp.resource;

import dev.hera.Hera;
import dev.hera.Newcomer;
import dev.hera.Participant;
import dev.hera.Watch;
import dev.hera.error.ForbiddenException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.result.Inbox;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.view.PlanView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who reads: finds through the facade what is theirs to read.
 *
 * @param caller null for the operator, who reads every plan and every inbox by name
 */
public record Reader(Hera hera, @Nullable Caller caller) {

  /** What one role has not read. */
  record RoleInbox(String orchestrator, String role, Inbox unread) {}

  PlanView plan(String orchestrator) {
    return caller == null ? hera.plan(orchestrator) : participant(caller, orchestrator).plan();
  }

  Watch watchPlan(String orchestrator, Runnable wake) {
    return caller == null
        ? hera.overview().watchPlan(orchestrator, wake)
        : participant(caller, orchestrator).watchPlan(wake);
  }

  /** The inboxes of all roles that the caller has. */
  List<RoleInbox> ownInboxes() {
    Caller own = self();
    return hera.newcomer(own).places().stream()
        .map(place -> inbox(place, participant(own, place.orchestrator())))
        .toList();
  }

  private static RoleInbox inbox(Membership place, Participant participant) {
    return new RoleInbox(place.orchestrator(), place.roleName(), participant.reading().unread());
  }

  /** Watches them, and which there are. */
  List<Watch> watchOwnInboxes(Runnable wake) {
    Caller own = self();
    Newcomer newcomer = hera.newcomer(own);
    return opened(
        watches -> {
          watches.add(newcomer.watchPlaces(wake));
          newcomer.places().stream()
              .map(place -> participant(own, place.orchestrator()).reading().watch(wake))
              .forEach(watches::add);
          return watches;
        });
  }

  private static List<Watch> opened(Function<List<Watch>, List<Watch>> open) {
    List<Watch> watches = new ArrayList<>();
    try {
      return open.apply(watches);
    } catch (RuntimeException e) {
      watches.forEach(Watch::close);
      throw e;
    }
  }

  RoleInbox inbox(String orchestrator, String role) {
    requireOperator();
    return new RoleInbox(orchestrator, role, hera.overview().inbox(orchestrator, role));
  }

  Watch watchInbox(String orchestrator, String role, Runnable wake) {
    requireOperator();
    return hera.overview().watchInbox(orchestrator, role, wake);
  }

  private void requireOperator() {
    if (caller != null) {
      throw new ForbiddenException(
          "this inbox is for the operator to look at; yours is hera://inbox");
    }
  }

  private Caller self() {
    if (caller == null) {
      throw new InvalidArgumentException(
          "uri", "an operator has no inbox of its own; read hera://inbox/{orchestrator}/{role}");
    }
    return caller;
  }

  private Participant participant(Caller own, String orchestrator) {
    return hera.participant(own, orchestrator);
  }
}
