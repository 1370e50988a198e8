package dev.hera.examples.host.api;

import dev.hera.history.NamedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hands the events of each commit to whoever subscribed, on the thread that committed them: a
 * subscriber only notes them. Thread-safe.
 */
public final class EventFeed implements Consumer<List<NamedEvent>> {
  private final Set<Consumer<List<NamedEvent>>> subscribers = ConcurrentHashMap.newKeySet();

  @Override
  public void accept(List<NamedEvent> events) {
    subscribers.forEach(subscriber -> subscriber.accept(events));
  }

  /** Hands the events that come from now on to a subscriber, until the subscription is closed. */
  public Subscription subscribe(Consumer<List<NamedEvent>> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /** Ends what was subscribed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
