package dev.hera.view.recap;

import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.vocabulary.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller does next that knows nothing any more, as sentences that name verbs. */
final class NextSteps {
  /** For how many nodes of one urgency a step is spelled out. */
  private static final int MOST = 3;

  private final List<String> steps = new ArrayList<>();

  private NextSteps(int unread) {
    if (unread > 0) {
      steps.add(Verb.INBOX + " reads your " + unread + " unread.");
    }
  }

  /** The steps of a coordinator. */
  static List<String> ofCoordinator(
      PlanView plan, PlanProgress progress, Set<RoleId> restarted, int unread) {
    NextSteps next = new NextSteps(unread);
    List<PlanView.Node> nodes = Urgency.sorted(plan, restarted);
    Function<Urgency, List<PlanView.Node>> of =
        urgency -> nodes.stream().filter(n -> Urgency.of(n, restarted) == urgency).toList();
    next.each(of.apply(Urgency.ANSWER), n -> Verb.SEND + " (to " + n.name() + ") answers it.");
    List<PlanView.Node> broken = of.apply(Urgency.MEND);
    next.each(broken, NextSteps::explain);
    next.each(of.apply(Urgency.RELEASE), NextSteps::explain);
    if (broken.isEmpty()) {
      next.each(of.apply(Urgency.HELD), NextSteps::explain);
    }
    List<PlanView.Node> reviewed = of.apply(Urgency.ACCEPT);
    next.each(
        reviewed, n -> Verb.ACCEPT + " (`roleName` " + n.name() + ") when its work is right.");
    next.end(plan, progress, reviewed.isEmpty());
    return next.steps;
  }

  private static String explain(PlanView.Node node) {
    return Verb.EXPLAIN + " (name " + node.name() + ") says what it needs.";
  }

  private void each(List<PlanView.Node> nodes, Function<PlanView.Node, String> step) {
    nodes.stream().limit(MOST).map(step).forEach(steps::add);
    if (nodes.size() > MOST) {
      steps.add("Likewise for " + (nodes.size() - MOST) + " more.");
    }
  }

  private void end(PlanView plan, PlanProgress progress, boolean allAccepted) {
    if (plan.nodes().isEmpty()) {
      steps.add(Verb.PLAN + " submits the plan, which has no node yet.");
    } else if (progress == PlanProgress.UNDER_WAY) {
      steps.add(Verb.INBOX + "(`timeout`=50) waits for what goes on by itself.");
    } else if (progress == PlanProgress.COMPLETE && allAccepted) {
      steps.add("The plan is complete: " + Verb.ARCHIVE + " ends it.");
    } else if (steps.isEmpty()) {
      steps.add("Nothing goes on by itself: " + Verb.PLAN_SHOW + " shows the plan.");
    }
  }

  /** The steps of anybody else. */
  static List<String> ofMember(
      RoleKind kind, @Nullable Status status, TaskStatus task, int unread) {
    NextSteps next = new NextSteps(unread);
    String send = Verb.SEND + " with status ";
    if (status == null) {
      next.steps.add(send + "working checks in.");
    }
    if (task == TaskStatus.COMPLETE) {
      next.steps.add("Your work is accepted: nothing more is to be done.");
    } else if (status == Status.DONE || status == Status.FAILED) {
      next.steps.add(
          "You reported "
              + status.wire()
              + ": "
              + Verb.INBOX
              + "(`timeout`=50) waits for an answer; "
              + send
              + "working takes the work up again.");
    } else if (kind == RoleKind.WORKER) {
      next.steps.add("Go on with your mission; " + send + "done, or failed, ends it.");
    } else {
      next.steps.add("Go on with your mission; " + send + "working reports.");
    }
    return next.steps;
  }
}
