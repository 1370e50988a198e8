package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.ErrorCode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.result.Fetched;
import dev.hera.result.TreeUpdates;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.work.Nesting;
import dev.hera.work.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the messages of an orchestrator and of everything below it (V12, V14). */
public final class TreeMessages {
  private final UnitOfWork unit;

  public TreeMessages(UnitOfWork unit) {
    this.unit = unit;
  }

  /**
   * Subjects of the caller's orchestrator and everything below it.
   *
   * @param since the id to start after, or null for the stored cursor, which is then advanced
   */
  public TreeUpdates treeUpdates(Acting acting, @Nullable MessageId since) {
    RoleId role = acting.role().id();
    MessageId start =
        since != null ? since : unit.tx().messages().findCursor(role).orElse(new MessageId(0));
    Map<OrchestratorId, Orchestrator> tree = new Nesting(unit.tx()).tree(acting.orchestrator());
    List<Message> found = unit.tx().messages().listAfter(tree.keySet(), start, TreeUpdates.LIMIT);
    MessageId next = found.isEmpty() ? start : found.get(found.size() - 1).id();
    if (since == null && !next.equals(start)) {
      unit.tx().messages().putCursor(role, next);
    }
    Correspondence roles = new Correspondence(unit);
    return new TreeUpdates(
        found.stream().map(message -> subject(message, tree, roles)).toList(), next);
  }

  private static TreeUpdates.Item subject(
      Message message, Map<OrchestratorId, Orchestrator> tree, Correspondence roles) {
    String orchestrator = Objects.requireNonNull(tree.get(message.orchestrator())).name();
    return new TreeUpdates.Item(
        message.id(),
        roles.name(message.sender()),
        orchestrator,
        roles.name(message.recipient()),
        orchestrator,
        message.tldr(),
        message.sent());
  }

  /** The requested messages of the caller's tree, in the order of the request. */
  public List<Fetched> fetch(Acting acting, List<MessageId> ids) {
    Map<OrchestratorId, Orchestrator> tree = new Nesting(unit.tx()).tree(acting.orchestrator());
    Map<MessageId, Message> found =
        unit.tx().messages().list(ids).stream()
            .collect(Collectors.toMap(Message::id, Function.identity()));
    Correspondence roles = new Correspondence(unit);
    return ids.stream()
        .map(id -> fetched(id, found.get(id), tree, roles))
        .collect(Collectors.toUnmodifiableList());
  }

  private static Fetched fetched(
      MessageId id,
      @Nullable Message message,
      Map<OrchestratorId, Orchestrator> tree,
      Correspondence roles) {
    if (message == null) {
      return new Fetched.Refused(id, ErrorCode.NOT_FOUND);
    }
    Orchestrator orchestrator = tree.get(message.orchestrator());
    if (orchestrator == null) {
      return new Fetched.Refused(id, ErrorCode.FORBIDDEN);
    }
    return new Fetched.Whole(
        id,
        roles.name(message.sender()),
        orchestrator.name(),
        roles.name(message.recipient()),
        orchestrator.name(),
        message.inReplyTo(),
        message.sent(),
        message.tldr(),
        message.body(),
        roles.isByHera(message));
  }
}
