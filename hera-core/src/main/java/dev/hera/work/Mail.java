package dev.hera.work;

import dev.hera.history.EventKind;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Doorbell;
import dev.hera.spi.IdKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores messages and decides how they are delivered (M23, M24). */
public final class Mail {
  private static final Logger log = LoggerFactory.getLogger(Mail.class);

  private final Changes unit;
  private final @Nullable Doorbell doorbell;

  public Mail(Changes unit, @Nullable Doorbell doorbell) {
    this.unit = unit;
    this.doorbell = doorbell;
  }

  /** Stores a message from one role to another, and rings after the commit. */
  public Message send(
      Role sender,
      Role recipient,
      String body,
      String tldr,
      @Nullable MessageId inReplyTo,
      boolean notice) {
    Optional<TaskId> listener = unit.facts().liveBinding(recipient.id()).map(Binding::task);
    Message message =
        new Message(
            new MessageId(unit.takeId(IdKind.MESSAGE)),
            recipient.orchestrator(),
            sender.id(),
            recipient.id(),
            body,
            tldr,
            inReplyTo,
            unit.now(),
            null,
            listener.map(this::reach).orElse(DeliveryMode.QUEUED),
            notice);
    unit.tx().messages().insert(List.of(message));
    if (message.deliveryMode() == DeliveryMode.DELIVERED) {
      listener.ifPresent(task -> unit.effects().ring(task, recipient.id()));
    }
    unit.effects().inboxGrew(recipient.id());
    unit.record(
        EventKind.MESSAGE_SENT,
        recipient.orchestrator(),
        sender.id(),
        Map.of(
            "message", message.id().value(), "to", recipient.id().value(), "tldr", message.tldr()));
    return message;
  }

  /** Sends a notice of Hera's to the coordinator, if there is one, from the node it is about. */
  public Optional<Message> notifyCoordinator(Role node, Notices.Notice notice) {
    return unit.facts()
        .coordinator(node.orchestrator())
        .map(coordinator -> send(node, coordinator, notice.body(), notice.tldr(), null, true));
  }

  /** Has the doorbell rung for what is unread when a binding starts (M24). */
  void ringForUnread(RoleId role, TaskId task) {
    if (reach(task) == DeliveryMode.DELIVERED && unit.tx().messages().countUnread(role, true) > 0) {
      unit.effects().ring(task, role);
    }
  }

  private DeliveryMode reach(TaskId task) {
    if (doorbell == null) {
      return DeliveryMode.PENDING;
    }
    try {
      return doorbell.canReach(task) ? DeliveryMode.DELIVERED : DeliveryMode.PENDING;
    } catch (Throwable e) {
      log.warn("The doorbell could not say whether it reaches task {}", task.value(), e);
      return DeliveryMode.PENDING;
    }
  }
}
