package dev.hera.examples.host.api;

import dev.hera.Overview;
import dev.hera.error.HeraException;
import dev.hera.error.NotFoundException;
import dev.hera.history.NamedEvent;
import dev.hera.role.OrchestratorId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
   * @param orchestrator whose events, and those of later ones of its name; or null for all
   * @param after the sequence number of the last event that the reader has; null for none, so that
   *     only what comes is told, as it is when the store has none that late
   * @throws dev.hera.error.NotFoundException when there is none of this name; nothing is answered
   */
  void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String orchestrator,
      @Nullable Long after)
      throws IOException {
    Predicate<NamedEvent> wanted = orchestrator == null ? event -> true : isOf(orchestrator);
    long last = after == null ? 0 : atMostLatest(orchestrator, after);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    EventStream stream = new EventStream(context, response.getOutputStream(), json, wanted, last);
    open.add(stream);
    EventFeed.Subscription subscription = feed.subscribe(stream::offer);
    Function<Long, List<NamedEvent>> missed =
        after == null ? told -> List.of() : told -> missed(orchestrator, told);
    Thread thread = new Thread(() -> run(stream, subscription, missed), "hera-events");
    thread.setDaemon(true);
    thread.start();
  }

  /** Agents of an archived orchestrator may still be heard when its name is another one's. */
  private Predicate<NamedEvent> isOf(String orchestrator) {
    OrchestratorId earliest =
        overview.events(orchestrator, 0, 1).stream()
            .map(first -> first.event().orchestrator())
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElseGet(() -> new OrchestratorId(0));
    return named -> {
      OrchestratorId id = named.event().orchestrator();
      return orchestrator.equals(named.orchestrator()) && id != null && id.compareTo(earliest) >= 0;
    };
  }

  /** A reader's last event may be of another store, which was further than this one is. */
  private long atMostLatest(@Nullable String orchestrator, long after) {
    if (of(orchestrator, name -> overview.events(name, after - 1, 1)).findAny().isPresent()) {
      return after;
    }
    return of(orchestrator, name -> overview.latestEvents(name, 1))
        .mapToLong(latest -> latest.event().sequence())
        .max()
        .orElse(0);
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
    return of(orchestrator, name -> overview.events(name, after, PAGE))
        .sorted(Comparator.comparingLong(event -> event.event().sequence()))
        .limit(PAGE)
        .toList();
  }

  /** What is read of one orchestrator, or of all that are still active when it is read. */
  private Stream<NamedEvent> of(
      @Nullable String orchestrator, Function<String, List<NamedEvent>> read) {
    return orchestrator != null
        ? read.apply(orchestrator).stream()
        : overview.orchestrators().stream().flatMap(own -> ifActive(own.name(), read));
  }

  private static Stream<NamedEvent> ifActive(String name, Function<String, List<NamedEvent>> read) {
    try {
      return read.apply(name).stream();
    } catch (NotFoundException archived) {
      return Stream.of();
    }
  }

  @Override
  public void close() {
    open.forEach(EventStream::end);
  }
}
