package dev.hera.verb;

import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.role.Orchestrator;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.view.MessageView;
import dev.hera.view.NodeView;
import dev.hera.view.PlanView;
import dev.hera.vocabulary.Verb;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all that one node can show (W8). */
public final class NodeReader {
  private static final int PAGE = 1_000;

  private final UnitOfWork unit;
  private final Orchestrator place;

  public NodeReader(UnitOfWork unit, Orchestrator place) {
    this.unit = unit;
    this.place = place;
  }

  public NodeView read(String name, LaunchSettings settings) {
    PlanView.Node node =
        new PlanReader(unit.tx(), place)
            .view().nodes().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        new NotFoundException(
                            "node", "node", name, "see the plan's nodes with " + Verb.PLAN_SHOW));
    Task task = unit.facts().lastTask(node.roleId()).orElse(null);
    return new NodeView(
        node,
        new Explaining(unit, settings).explain(place, name),
        task == null ? null : task.worktree(),
        task == null ? null : task.baseBranch(),
        task == null ? null : task.session(),
        task == null ? null : task.exitCode(),
        task == null ? null : child(task),
        task == null ? null : task.handoffNote(),
        launch(node.roleId(), task),
        messages(node.roleId()),
        unit.named(latest(unit.eventsAbout(node.roleId()))));
  }

  /** A worker's log and runs are known by the launch that it came from, wherever it is now. */
  private @Nullable LaunchKey launch(RoleId node, @Nullable Task task) {
    return Optional.ofNullable(task)
        .flatMap(last -> unit.facts().launchOf(last.id()))
        .or(() -> unit.facts().launch(node))
        .map(Launch::key)
        .orElse(null);
  }

  private @Nullable String child(Task task) {
    return unit.facts().liveBindings(task.id()).stream()
        .filter(own -> unit.facts().role(own.role()).kind() == RoleKind.COORDINATOR)
        .map(own -> unit.facts().orchestrator(own.orchestrator()))
        .filter(own -> place.id().equals(own.parent()))
        .map(Orchestrator::name)
        .findFirst()
        .orElse(null);
  }

  private static List<Event> latest(List<Event> events) {
    return events.subList(Math.max(0, events.size() - NodeView.MOST), events.size());
  }

  /**
   * The latest messages of the place.
   *
   * @param role whose they are, or null for all
   */
  public List<MessageView> messages(@Nullable RoleId role) {
    Deque<Message> latest = new ArrayDeque<>();
    List<Message> page;
    MessageId after = new MessageId(0);
    do {
      page = unit.tx().messages().listAfter(List.of(place.id()), after, PAGE);
      for (Message message : page) {
        after = message.id();
        if (role == null || message.sender().equals(role) || message.recipient().equals(role)) {
          latest.add(message);
        }
        if (latest.size() > NodeView.MOST) {
          latest.remove();
        }
      }
    } while (page.size() == PAGE);
    Correspondence roles = new Correspondence(unit);
    return latest.stream().map(message -> view(message, roles)).toList();
  }

  private static MessageView view(Message message, Correspondence roles) {
    return new MessageView(
        message.id(),
        roles.name(message.sender()),
        roles.name(message.recipient()),
        message.tldr(),
        message.body(),
        message.inReplyTo(),
        message.sent(),
        message.read(),
        roles.isByHera(message));
  }
}
