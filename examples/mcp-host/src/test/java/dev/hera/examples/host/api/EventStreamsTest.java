package dev.hera.examples.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.history.NamedEvent;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.Plan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a stream tells, whenever they come. */
@Timeout(60)
class EventStreamsTest {
  private static final Pattern PLANNED =
      Pattern.compile("\"kind\":\"node_planned\".*\"subject\":\"(\\w+)\"");

  private final EventFeed feed = new EventFeed();
  private final Hera hera = Hera.builder(MemoryStore.create()).listener(feed).build();
  private final EventStreams streams = new EventStreams(feed, hera.overview(), ApiAnswers.JSON);

  @AfterEach
  void close() {
    streams.close();
    hera.close();
  }

  /** Reads a stream as a client does, and does something the moment its answer begins. */
  private static final class Reader extends ServletOutputStream {
    private final Runnable whenBegun;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final BlockingQueue<String> planned = new LinkedBlockingQueue<>();

    Reader(Runnable whenBegun) {
      this.whenBegun = whenBegun;
    }

    HttpServletRequest request() {
      Map<String, ?> context = Map.of();
      return as(HttpServletRequest.class, Map.of("startAsync", as(AsyncContext.class, context)));
    }

    HttpServletResponse response() {
      return as(HttpServletResponse.class, Map.of("getOutputStream", this));
    }

    private <T> T as(Class<T> type, Map<String, ?> answers) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().equals("flushBuffer")) {
                  flush();
                }
                return answers.get(method.getName());
              }));
    }

    /** The node of the next event that tells of a planned one. */
    String nextPlanned() throws InterruptedException {
      return planned.take();
    }

    @Override
    public void flush() {
      if (begun.compareAndSet(false, true)) {
        whenBegun.run();
      }
      Matcher events = PLANNED.matcher(written.toString(StandardCharsets.UTF_8));
      while (events.find()) {
        planned.add(events.group(1));
      }
      written.reset();
    }

    @Override
    public void write(int b) {
      written.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private void begin(Reader reader, @Nullable String orchestrator, @Nullable Long after)
      throws Exception {
    streams.begin(reader.request(), reader.response(), orchestrator, after);
  }

  @Test
  void what_is_committed_once_the_answer_has_begun_is_told() throws Exception {
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    CountDownLatch begun = new CountDownLatch(1);
    Reader reader =
        new Reader(
            () -> {
              lead.plan(Plan.Node.worker("a", "p"));
              begun.countDown();
            });
    begin(reader, null, null);
    begun.await();
    lead.plan(Plan.Node.worker("b", "p"));
    assertThat(reader.nextPlanned()).isEqualTo("a");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "shop")
  void a_reader_whose_last_event_is_later_than_any_hears_what_comes(@Nullable String orchestrator)
      throws Exception {
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    lead.plan(Plan.Node.worker("a", "p"));
    Reader reader = new Reader(() -> lead.plan(Plan.Node.worker("b", "p")));
    begin(reader, orchestrator, Long.MAX_VALUE);
    assertThat(reader.nextPlanned()).isEqualTo("b");
  }

  @Test
  void who_follows_a_name_hears_its_later_orchestrators_and_no_earlier_one() throws Exception {
    Coordinator first = hera.newOrchestrator("shop", "lead");
    first.plan(Plan.Node.worker("old", "p"));
    List<NamedEvent> ofFirst = hera.overview().events("shop", 0, 100);
    first.archive();
    Coordinator second = hera.newOrchestrator("shop", "lead");
    Reader reader = new Reader(() -> {});
    begin(reader, "shop", null);
    feed.accept(ofFirst);
    second.plan(Plan.Node.worker("own", "p"));
    assertThat(reader.nextPlanned()).isEqualTo("own");
    second.archive();
    hera.newOrchestrator("shop", "lead").plan(Plan.Node.worker("next", "p"));
    assertThat(reader.nextPlanned()).isEqualTo("next");
  }
}
