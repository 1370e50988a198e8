package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.examples.host.WaitingClient.Call;
import dev.hera.examples.host.server.Host;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.store.tck.run.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wait loses nothing, whenever and however its client gives it up. */
@Timeout(1800)
class GivenUpWaitTest {
  private static final int ROUNDS = Effort.of(60, 1_000);
  private static final int LONGEST_MICROS = 12_000;
  private static final int READERS = 40;

  @TempDir Path directory;
  private Host host;
  private final List<Participant> senders = new ArrayList<>();
  private WaitingClient client;
  private String place;
  private int lastId;

  @BeforeEach
  void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, 1);
    Hera hera = host.hera();
    hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("o", "lead");
    for (int i = 0; i < ROUNDS / 40 + 1; i++) {
      senders.add(sender(hera, "s" + i));
    }
    Path worktree = Files.createDirectory(directory.resolve("w")).toRealPath();
    hera.newcomer(hera.tasks().register(new NewTask("w", "shop", worktree.toString(), null)))
        .join("o", "w", RoleKind.WORKER, null, null);
    client = new WaitingClient(host.url(), host.token());
    place = "{\"cwd\":\"" + worktree + "\"";
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private enum GivingUp {
    STAYS,
    CLOSES,
    CANCELS,
    CANCELS_AND_GOES_ON,
    CANCELS_AND_CLOSES,
    CLOSES_AND_CANCELS;

    /** Whoever cancels what it had already may be told again: it says that it did not get it. */
    boolean cancels() {
      return this != STAYS && this != CLOSES;
    }
  }

  private Call waitFor(int seconds) throws IOException {
    return client.call(++lastId, "hera_inbox", place + ",\"timeout_seconds\":" + seconds + "}", "");
  }

  private String inbox() throws IOException {
    try (Call call = client.call(++lastId, "hera_inbox", place + "}", "")) {
      return call.answer();
    }
  }

  /** One of many, because each may send 50 messages a minute. */
  private static Participant sender(Hera hera, String name) {
    Caller caller = hera.tasks().register(NewTask.named(name));
    hera.newcomer(caller).join("o", name, RoleKind.FREELANCE, null, null);
    return hera.participant(caller, null);
  }

  private void send(int round, String tldr) {
    senders.get(round % senders.size()).send(new Outgoing("b", tldr, "w", Status.WORKING, null));
  }

  @Test
  void every_message_is_told_and_none_twice_to_a_client_that_stayed() throws Exception {
    giveUpAndLookLater(ROUNDS, GivingUp.values());
  }

  @Test
  void a_client_without_a_session_loses_no_message_either() throws Exception {
    client = WaitingClient.modern(host.url(), host.token());
    giveUpAndLookLater(ROUNDS / 3, GivingUp.STAYS, GivingUp.CLOSES);
  }

  private void giveUpAndLookLater(int rounds, GivingUp... ways) throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < rounds; round++) {
      GivingUp how = ways[round % ways.length];
      String tldr = "message-" + round + ".";
      boolean stayed = round(round, how, tldr, micros(random), micros(random));
      String later = inbox();
      if (!stayed || !how.cancels()) {
        assertThat(later.contains(tldr))
            .as("round %s, %s, stayed %s: %s", round, how, stayed, later)
            .isEqualTo(!stayed);
      }
      assertThat(inbox()).as("round %s, %s", round, how).doesNotContain(tldr);
    }
  }

  /** As Codex and OpenCode read: the event is enough for them, whatever comes of its response. */
  @Test
  void a_client_that_closes_when_it_has_read_the_event_is_told_nothing_twice() throws Exception {
    StringBuilder told = new StringBuilder();
    for (int round = 0; round < READERS; round++) {
      send(round, "message-" + round + ".");
      try (Call call = client.call(++lastId, "hera_inbox", place + "}", "")) {
        told.append(call.event());
      }
    }
    told.append(inbox());
    for (int round = 0; round < READERS; round++) {
      String tldr = "\"message-" + round + ".\"";
      assertThat(told.toString().split(Pattern.quote(tldr), -1)).as(tldr).hasSize(2);
    }
  }

  @Test
  void the_end_of_a_session_loses_nothing_that_was_read_in_it() throws Exception {
    send(0, "before-the-end");
    assertThat(inbox()).contains("before-the-end");
    try (Call end = client.end()) {
      assertThat(end.answer()).startsWith("HTTP/1.1 200");
    }
    client = new WaitingClient(host.url(), host.token());
    assertThat(inbox()).doesNotContain("before-the-end");
  }

  private static long micros(Random random) {
    return random.nextInt(LONGEST_MICROS);
  }

  /** Says whether the client had the message before it gave up. */
  private boolean round(int number, GivingUp how, String tldr, long sent, long givenUp)
      throws Exception {
    Call wait = waitFor(20);
    int id = lastId;
    AtomicBoolean gaveUp = new AtomicBoolean();
    CompletableFuture<Boolean> had =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return wait.answer().contains(tldr) && !gaveUp.get();
              } catch (IOException e) {
                return false;
              }
            });
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              pause(sent);
              send(number, tldr);
            });
    pause(givenUp);
    giveUp(how, id, wait, gaveUp);
    sending.get(60, TimeUnit.SECONDS);
    boolean stayed = had.get(60, TimeUnit.SECONDS);
    wait.close();
    return stayed;
  }

  private void giveUp(GivingUp how, int id, Call wait, AtomicBoolean gaveUp) throws IOException {
    if (how == GivingUp.CLOSES || how == GivingUp.CLOSES_AND_CANCELS) {
      wait.close();
    }
    if (how.cancels()) {
      gaveUp.set(how != GivingUp.CLOSES_AND_CANCELS);
      Call cancel = client.cancel(id);
      if (how != GivingUp.CANCELS_AND_GOES_ON) {
        assertThat(cancel.answer()).startsWith("HTTP/1.1 202");
      }
    }
    if (how == GivingUp.CANCELS_AND_CLOSES) {
      wait.close();
    }
  }

  @Test
  void a_cancelled_wait_ends_at_once_without_an_answer() throws Exception {
    try (Call wait = waitFor(120);
        Call cancel = client.cancel(lastId)) {
      assertThat(cancel.answer()).startsWith("HTTP/1.1 202");
      assertThat(wait.answer()).startsWith("HTTP/1.1 200").doesNotContain("result");
    }
  }

  @Test
  void a_wait_that_is_cancelled_when_it_is_under_way_ends_at_once_too() throws Exception {
    try (Call wait = waitFor(120)) {
      assertThat(wait.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
      try (Call cancel = client.cancel(lastId)) {
        assertThat(cancel.answer()).startsWith("HTTP/1.1 202");
        assertThat(wait.readUntil("0\r\n\r\n")).doesNotContain("result");
      }
    }
  }

  private static void pause(long micros) {
    long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
