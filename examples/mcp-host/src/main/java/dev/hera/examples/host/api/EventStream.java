package dev.hera.examples.host.api;

import dev.hera.history.NamedEvent;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events to one reader, on a thread of its own: first those that the reader missed,
 * then each as it comes. A reader that is too slow is let go; it comes back and asks for the rest.
 */
final class EventStream {
  private static final int MOST_WAITING = 1_000;
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Ends the stream. */
  private static final List<NamedEvent> END = List.of();

  private final AsyncContext context;
  private final OutputStream out;
  private final JsonMapper json;
  private final Predicate<NamedEvent> wanted;
  private final BlockingQueue<List<NamedEvent>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;
  private long last;

  /**
   * @param out fails when its reader takes nothing of it for too long
   * @param wanted which events the reader asked for
   * @param last the sequence number of the last event that the reader has
   */
  EventStream(
      AsyncContext context,
      OutputStream out,
      JsonMapper json,
      Predicate<NamedEvent> wanted,
      long last) {
    this.context = context;
    this.out = out;
    this.json = json;
    this.wanted = wanted;
    this.last = last;
  }

  /** Notes events of a commit; never waits. */
  void offer(List<NamedEvent> events) {
    if (!waiting.offer(events)) {
      end();
    }
  }

  /** Ends the stream soon. */
  void end() {
    ended = true;
    waiting.offer(END);
  }

  /**
   * Writes until the reader goes or the stream is ended.
   *
   * @param missed gives the events after a sequence number, an empty list when there is none
   */
  void run(Function<Long, List<NamedEvent>> missed) throws InterruptedException {
    try {
      write("retry: 1000\n\n");
      for (List<NamedEvent> page = missed.apply(last);
          !page.isEmpty() && !ended;
          page = missed.apply(last)) {
        tell(page);
      }
      while (!ended) {
        List<NamedEvent> events = waiting.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (events == null) {
          write(": alive\n\n");
        } else {
          tell(events);
        }
      }
    } catch (IOException e) {
      ended = true;
    } finally {
      context.complete();
    }
  }

  private void tell(List<NamedEvent> events) throws IOException {
    StringBuilder text = new StringBuilder();
    for (NamedEvent event : events) {
      if (event.event().sequence() > last) {
        last = event.event().sequence();
        if (wanted.test(event)) {
          text.append("id: ").append(last).append("\ndata: ");
          text.append(json.writeValueAsString(EventDocument.of(event))).append("\n\n");
        }
      }
    }
    if (!text.isEmpty()) {
      write(text.toString());
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
