package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.call.VerbAnswer;
import dev.hera.error.HeraException;
import dev.hera.error.InboxFullException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NoCoordinatorException;
import dev.hera.error.NotFoundException;
import dev.hera.error.RateLimitedException;
import dev.hera.error.SelfSendException;
import dev.hera.error.StatusRequiredException;
import dev.hera.history.EventKind;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.result.Inbox;
import dev.hera.result.MarkedRead;
import dev.hera.result.Sent;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends and reads messages (M20-M24, V10-V14); sizes were checked before. */
public final class MessageVerbs {
  private final UnitOfWork unit;

  public MessageVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Stores status and message, or the status alone when capacity refuses the message (V13). */
  public VerbAnswer<Sent> send(Acting acting, Outgoing message) {
    if (message.status() == null && acting.role().kind() != RoleKind.COORDINATOR) {
      throw new StatusRequiredException(Status.wires());
    }
    Role recipient = recipient(acting, message.to());
    requireKnown(acting, message.inReplyTo());
    Optional<HeraException> refusal = capacityRefusal(acting.role(), recipient, message.status());
    Status status = acting.role().status();
    if (message.status() != null) {
      new StatusVerbs(unit).apply(acting.role(), acting.task(), message.status());
      status = message.status();
    }
    if (refusal.isPresent()) {
      return VerbAnswer.refused(refusal.get());
    }
    Message stored =
        unit.mail()
            .send(
                acting.role(),
                recipient,
                message.body(),
                message.tldr(),
                message.inReplyTo(),
                false);
    return VerbAnswer.of(new Sent(stored.id(), recipient.name(), stored.deliveryMode(), status));
  }

  private Role recipient(Acting acting, @Nullable String to) {
    if (to == null && acting.role().kind() == RoleKind.COORDINATOR) {
      throw new InvalidArgumentException("to", "is required of a coordinator; name a role");
    }
    Role recipient = to == null ? coordinator(acting) : named(acting, to);
    if (recipient.id().equals(acting.role().id())) {
      throw new SelfSendException(recipient.name());
    }
    return recipient;
  }

  private Role coordinator(Acting acting) {
    return unit.facts()
        .coordinator(acting.orchestrator().id())
        .orElseThrow(() -> new NoCoordinatorException(acting.orchestrator().name()));
  }

  private Role named(Acting acting, String to) {
    return unit.tx()
        .roles()
        .findActive(acting.orchestrator().id(), to)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "to",
                    "role",
                    to,
                    Verb.PLAN_SHOW
                        + " names the plan's"
                        + (acting.role().kind() == RoleKind.COORDINATOR
                            ? ""
                            : "; leave \"to\" out to write to your coordinator")));
  }

  private void requireKnown(Acting acting, @Nullable MessageId inReplyTo) {
    if (inReplyTo != null
        && unit.tx().messages().list(List.of(inReplyTo)).stream()
            .noneMatch(message -> message.orchestrator().equals(acting.orchestrator().id()))) {
      throw new NotFoundException(
          "inReplyTo",
          "message",
          String.valueOf(inReplyTo.value()),
          "give the id of a message of your orchestrator, or leave it out");
    }
  }

  private Optional<HeraException> capacityRefusal(
      Role sender, Role recipient, @Nullable Status status) {
    boolean applied = status != null;
    if (countUnread(recipient.id(), false) >= MessageRules.MAX_UNREAD) {
      return Optional.of(
          new InboxFullException(recipient.name(), MessageRules.MAX_UNREAD, applied));
    }
    Instant windowStart = unit.now().minus(MessageRules.RATE_WINDOW);
    List<Instant> sent = unit.tx().messages().listSent(sender.id(), windowStart);
    if (sent.size() >= MessageRules.MAX_RATE) {
      Instant free = sent.get(sent.size() - MessageRules.MAX_RATE).plus(MessageRules.RATE_WINDOW);
      long seconds = Duration.between(unit.now(), free).plusMillis(999).toSeconds();
      return Optional.of(new RateLimitedException(MessageRules.MAX_RATE, seconds, applied));
    }
    return Optional.empty();
  }

  public boolean hasUnread(Acting acting) {
    return countUnread(acting.role().id(), true) > 0;
  }

  /** How many messages a role has that it has neither read nor is being given. */
  int countUnread(RoleId role, boolean notices) {
    if (!unit.inTransit().has(role)) {
      return unit.tx().messages().countUnread(role, notices);
    }
    return (int) unread(role).stream().filter(message -> notices || !message.notice()).count();
  }

  /** What a role has not read and is not being given, oldest first; marks nothing read. */
  public Inbox unread(Role role) {
    return inbox(unread(role.id()));
  }

  List<Message> unread(RoleId role) {
    return unit.inTransit().left(role, unit.tx().messages().listUnread(role));
  }

  /** All unread messages, oldest first, marked read. */
  public Inbox inbox(Acting acting) {
    List<Message> unread = unread(acting.role().id());
    if (!unread.isEmpty()) {
      markRead(acting, unread);
    }
    return inbox(unread);
  }

  /** All unread messages, oldest first, carried to the caller and not marked read yet. */
  public Inbox carry(Acting acting, Object carrier) {
    RoleId role = acting.role().id();
    return inbox(unit.inTransit().claim(role, unit.tx().messages().listUnread(role), carrier));
  }

  public void carryAgain(Acting acting, Inbox inbox, Object carrier) {
    List<MessageId> ids = inbox.messages().stream().map(Inbox.Item::id).toList();
    unit.inTransit().claim(acting.role().id(), unreadOf(acting, ids), carrier);
  }

  private Inbox inbox(List<Message> unread) {
    Correspondence roles = new Correspondence(unit);
    return new Inbox(
        unread.stream()
            .map(
                message ->
                    new Inbox.Item(
                        message.id(),
                        roles.name(message.sender()),
                        message.inReplyTo(),
                        message.sent(),
                        message.tldr(),
                        message.body(),
                        roles.isByHera(message)))
            .collect(Collectors.toUnmodifiableList()));
  }

  public MarkedRead markRead(Acting acting, Set<MessageId> ids, int requested) {
    List<Message> own = unreadOf(acting, ids);
    int marked = unit.inTransit().left(acting.role().id(), own).size();
    if (!own.isEmpty()) {
      markRead(acting, own);
    }
    return new MarkedRead(marked, requested);
  }

  /** Marks read what was carried to a client and came there; says whether anything was unread. */
  public boolean markArrived(Acting acting, List<MessageId> ids) {
    List<Message> unread = unreadOf(acting, ids);
    if (!unread.isEmpty()) {
      markRead(acting, unread);
    }
    return !unread.isEmpty();
  }

  private List<Message> unreadOf(Acting acting, Collection<MessageId> ids) {
    return unit.tx().messages().list(ids).stream()
        .filter(message -> message.recipient().equals(acting.role().id()))
        .filter(message -> message.read() == null)
        .toList();
  }

  private void markRead(Acting acting, List<Message> messages) {
    unit.tx().messages().markRead(messages.stream().map(Message::id).toList(), unit.now());
    unit.record(
        EventKind.MESSAGES_READ,
        acting.orchestrator().id(),
        acting.role().id(),
        Map.of(
            "messages",
            messages.stream()
                .map(message -> String.valueOf(message.id().value()))
                .collect(Collectors.joining(","))));
  }
}
