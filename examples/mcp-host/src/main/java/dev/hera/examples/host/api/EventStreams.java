package dev.hera.examples.host.api;

import dev.hera.Overview;
import dev.hera.error.HeraException;
import dev.hera.history.NamedEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The streams of events that are open. Thread-safe. */
public final class EventStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  /** How many pages may be open at once. */
  private static final int MOST = 64;

  private static final int PAGE = 500;

  private final EventFeed feed;
  private final Overview overview;
  private final JsonMapper json;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  EventStreams(EventFeed feed, Overview overview, JsonMapper json) {
    this.feed = feed;
    this.overview = overview;
    this.json = json;
  }

  /** Whether one more may be opened. */
  boolean haveRoom() {
    return open.size() < MOST;
  }

  /**
   * Begins a stream; it goes on when this has returned.
   *
   * @param orchestrator whose events, or null for all
   * @param after the sequence number of the last event that the reader has; null for none, so that
   *     only what comes is told
   */
  void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String orchestrator,
      @Nullable Long after)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.flushBuffer();
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    EventStream stream =
        new EventStream(
            context,
            response.getOutputStream(),
            json,
            event -> orchestrator == null || orchestrator.equals(event.orchestrator()),
            after == null ? 0 : after);
    open.add(stream);
    EventFeed.Subscription subscription = feed.subscribe(stream::offer);
    Function<Long, List<NamedEvent>> missed =
        after == null ? last -> List.of() : last -> missed(orchestrator, last);
    Thread thread = new Thread(() -> run(stream, subscription, missed), "hera-events");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(
      EventStream stream,
      EventFeed.Subscription subscription,
      Function<Long, List<NamedEvent>> missed) {
    try {
      stream.run(missed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (HeraException e) {
      LOG.warn("A stream of events ended: {}", e.getMessage());
    } finally {
      subscription.close();
      open.remove(stream);
    }
  }

  private List<NamedEvent> missed(@Nullable String orchestrator, long after) {
    if (orchestrator != null) {
      return overview.events(orchestrator, after, PAGE);
    }
    return overview.orchestrators().stream()
        .flatMap(own -> overview.events(own.name(), after, PAGE).stream())
        .sorted(Comparator.comparingLong(event -> event.event().sequence()))
        .limit(PAGE)
        .toList();
  }

  @Override
  public void close() {
    open.forEach(EventStream::end);
  }
}
