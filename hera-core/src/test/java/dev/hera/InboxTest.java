package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.ErrorCode;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.result.Inbox;
import dev.hera.result.MarkedRead;
import dev.hera.role.Status;
import dev.hera.spi.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Participant worker = team.worker("w");

  @AfterEach
  void close() {
    world.hera().close();
  }

  private MessageId toWorker(String tldr) {
    return team.lead().send(Outgoing.to("w", tldr, "body of " + tldr)).messageId();
  }

  @Test
  void gives_all_that_is_unread_oldest_first_and_marks_it_read() {
    MessageId first = toWorker("first");
    world.clock().advance(Duration.ofSeconds(1));
    MessageId answered =
        worker.send(Outgoing.report(Status.WORKING, "question", "question")).messageId();
    MessageId second =
        team.lead().send(Outgoing.to("w", "second", "body").inReplyTo(answered)).messageId();
    world.clock().advance(Duration.ofSeconds(1));

    Inbox inbox = worker.inbox();
    assertThat(inbox.messages())
        .containsExactly(
            new Inbox.Item(
                first,
                "lead",
                null,
                world.clock().instant().minusSeconds(2),
                "first",
                "body of first",
                false),
            new Inbox.Item(
                second,
                "lead",
                answered,
                world.clock().instant().minusSeconds(1),
                "second",
                "body",
                false));
    assertThat(team.message(first).read()).isEqualTo(world.clock().instant());
    assertThat(team.message(second).read()).isEqualTo(world.clock().instant());
    assertThat(team.message(answered).read()).as("the coordinator's").isNull();
    assertThat(worker.inbox().messages()).isEmpty();
  }

  @Test
  void an_empty_inbox_changes_nothing() {
    List<String> before = StoreDump.of(world.store());

    assertThat(worker.inbox().messages()).isEmpty();
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Proves("V2")
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 120_001})
  void a_wait_is_longer_than_nothing_and_at_most_two_minutes(long milliseconds) {
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "timeout",
        () -> worker.inbox(Duration.ofMillis(milliseconds)));
  }

  @Test
  void what_is_there_is_not_waited_for() throws InterruptedException {
    toWorker("first");

    assertThat(worker.inbox(LONG).messages()).hasSize(1);
  }

  @Test
  void a_wait_that_nothing_ends_gives_an_empty_inbox() throws InterruptedException {
    assertThat(worker.inbox(Duration.ofMillis(1)).messages()).isEmpty();
  }

  private FutureTask<Inbox> waiting(Participant participant) {
    CountDownLatch entered = new CountDownLatch(1);
    FutureTask<Inbox> wait =
        new FutureTask<>(
            () -> {
              entered.countDown();
              return participant.inbox(LONG);
            });
    Thread thread = new Thread(wait, "waits for a message");
    thread.setDaemon(true);
    thread.start();
    awaitParked(entered, thread);
    return wait;
  }

  private static void awaitParked(CountDownLatch entered, Thread thread) {
    try {
      entered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static Inbox soon(FutureTask<Inbox> wait)
      throws InterruptedException, ExecutionException, TimeoutException {
    return wait.get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_waiting_caller_is_woken_by_the_message_itself() throws Exception {
    FutureTask<Inbox> wait = waiting(worker);
    MessageId sent = toWorker("come");

    assertThat(soon(wait).messages()).extracting(Inbox.Item::id).containsExactly(sent);
    assertThat(team.unread("w")).isEmpty();
  }

  @Test
  void a_message_to_somebody_else_wakes_nobody() {
    team.worker("other");
    AtomicInteger wakes = new AtomicInteger();
    try (Watch watch = worker.reading().watch(wakes::incrementAndGet)) {
      team.lead().send(Outgoing.to("other", "t", "b"));
      worker.send(Outgoing.report(Status.WORKING, "t", "b"));
      assertThat(wakes).as("after messages to others").hasValue(0);

      toWorker("come");
      assertThat(wakes).as("after a message of its own").hasValue(1);
      assertThat(watch.isOver()).isFalse();
    }
    toWorker("more");
    assertThat(wakes).as("after the watch was closed").hasValue(1);
  }

  @Proves("V3")
  @Test
  void a_wait_with_a_key_waits_too_and_is_repeated_with_what_it_found() throws Exception {
    Participant once = worker.once("k");
    FutureTask<Inbox> wait = waiting(once);
    toWorker("come");

    Inbox found = soon(wait);
    assertThat(found.messages()).hasSize(1);
    toWorker("later");
    assertThat(once.inbox(LONG)).isEqualTo(found);
    assertThat(team.unread("w")).hasSize(1);
  }

  @Test
  void closing_ends_every_wait() throws Exception {
    List<String> woken = new ArrayList<>();
    Watch watch = worker.reading().watch(() -> woken.add("worker"));
    Watch other = team.worker("other").reading().watch(() -> woken.add("other"));
    FutureTask<Inbox> wait = waiting(worker);
    world.hera().close();

    assertThat(woken).containsExactlyInAnyOrder("worker", "other");
    assertThat(watch.isOver()).isTrue();
    assertThat(other.isOver()).isTrue();
    assertThat(messagesOrRefusal(wait)).isIn(List.of(), StoreUnavailableException.class);
    thrown(ErrorCode.STORE_UNAVAILABLE, () -> worker.reading().watch(() -> woken.add("late")));
  }

  /** What a wait found, or how it was refused: a closing Hera does either. */
  private static Object messagesOrRefusal(FutureTask<Inbox> wait) throws Exception {
    try {
      return soon(wait).messages();
    } catch (ExecutionException e) {
      return e.getCause().getClass();
    }
  }

  @Test
  void an_interrupted_wait_has_read_nothing() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> worker.inbox(LONG)).isInstanceOf(InterruptedException.class);
    toWorker("come");
    assertThat(worker.inbox().messages()).hasSize(1);
  }

  @Test
  void marking_read_passes_over_what_is_not_the_callers_or_not_unread() {
    MessageId first = toWorker("first");
    MessageId second = toWorker("second");
    MessageId foreign = worker.send(Outgoing.report(Status.WORKING, "t", "b")).messageId();
    world.clock().advance(Duration.ofSeconds(1));

    assertThat(worker.markRead(List.of(first, foreign, new MessageId(999), first)))
        .isEqualTo(new MarkedRead(1, 4));
    world.clock().advance(Duration.ofSeconds(1));
    assertThat(worker.markRead(List.of(first, second))).isEqualTo(new MarkedRead(1, 2));
    assertThat(team.message(first).read()).isEqualTo(world.clock().instant().minusSeconds(1));
    assertThat(team.message(foreign).read()).isNull();
  }

  @Test
  void marking_nothing_read_is_refused() {
    refused(world, ErrorCode.INVALID_ARGUMENT, "messageIds", () -> worker.markRead(List.of()));
  }
}
