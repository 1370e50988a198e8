package dev.hera;

import dev.hera.call.Acting;
import dev.hera.message.MessageId;
import dev.hera.result.Inbox;
import dev.hera.verb.MessageVerbs;
import dev.hera.work.UnitsOfWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An inbox on its way to a client that may be gone before it gets there. Until it is known what
 * became of it, its messages are unread and no other call of the role is given them. What is never
 * settled is unread again after a restart. Thread-safe.
 */
public final class Delivery {
  private final UnitsOfWork units;
  private final Acting to;
  private final Object carrier;
  private final Inbox inbox;
  private final AtomicBoolean settled = new AtomicBoolean();

  Delivery(UnitsOfWork units, Acting to, Object carrier, Inbox inbox) {
    this.units = units;
    this.to = to;
    this.carrier = carrier;
    this.inbox = inbox;
  }

  /** What is to be told. */
  public Inbox inbox() {
    return inbox;
  }

  /**
   * Whether other messages of the role are on their way in another answer: should that one be lost,
   * they come back.
   */
  public boolean isBesideAnother() {
    return units.inTransit().hasOther(to.role().id(), carrier);
  }

  /**
   * The client has it: the messages are marked read. Does nothing when it was settled before.
   *
   * @throws dev.hera.spi.StoreUnavailableException when that cannot be stored; the messages are
   *     then unread as before
   */
  public void arrived() {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    List<MessageId> ids = inbox.messages().stream().map(Inbox.Item::id).toList();
    try {
      if (!ids.isEmpty()) {
        units.write(
            unit -> {
              unit.actAs(to.role().id());
              return new MessageVerbs(unit).markArrived(to, ids);
            });
      }
    } finally {
      units.inTransit().release(to.role().id(), carrier);
    }
  }

  /**
   * The client never got it: the messages are there for the next call, and a call that waits for
   * them is woken. Does nothing when it was settled before.
   */
  public void lost() {
    if (settled.compareAndSet(false, true)) {
      units.inTransit().release(to.role().id(), carrier);
      units.waiters().inboxes().wake(to.role().id());
    }
  }
}
