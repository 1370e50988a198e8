package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.mcp.resource.Reader;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import io.modelcontextprotocol.common.McpTransportContext;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of what, and that telling holds up nobody. */
@Timeout(60)
class ClientUpdatesTest {
  private static final String PLAN = "hera://orchestrators/o/plan";
  private static final String CALLER = "caller";

  private final Hera hera = Hera.builder(MemoryStore.create()).build();
  private final Coordinator lead = hera.newOrchestrator("o", "lead");
  private final Caller member = Caller.task(register("member"));
  private final HeraUpdates updates =
      HeraUpdates.of(
          hera,
          context -> Optional.ofNullable((Caller) context.get(CALLER)),
          context -> tool -> true);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    updates.close();
    hera.close();
  }

  private TaskId register(String name) {
    return ((Caller.OfTask) hera.tasks().register(NewTask.named(name))).task();
  }

  private Participant join(String role) {
    hera.newcomer(member).join("o", role, RoleKind.WORKER, null, null);
    return hera.participant(member, "o");
  }

  private ClientUpdates client(Caller caller) {
    return updates.client(McpTransportContext.create(Map.of(CALLER, caller)));
  }

  private ClientUpdates told(ClientUpdates client, String... uris) {
    client.tell(update -> told.add(String.valueOf(update.uri())));
    for (String uri : uris) {
      client.subscribe(uri);
    }
    return client;
  }

  private void change() {
    lead.send(Outgoing.to("w", "t", "b"));
  }

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(50, TimeUnit.SECONDS));
  }

  @Test
  void a_client_that_takes_its_time_delays_no_commit_and_hears_of_many_changes_once()
      throws Exception {
    join("w");
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    ClientUpdates slow = client(member);
    slow.tell(
        update -> {
          told.add(String.valueOf(update.uri()));
          taking.countDown();
          awaitQuietly(taken);
        });
    slow.subscribe(PLAN);
    ClientUpdates other = updates.client(McpTransportContext.EMPTY);
    CountDownLatch heard = new CountDownLatch(1);
    other.tell(update -> heard.countDown());
    other.subscribe("hera://inbox/o/w");
    change();
    taking.await();
    for (int i = 0; i < 10; i++) {
      change();
    }
    heard.await();
    taken.countDown();
    assertThat(next()).isEqualTo(PLAN);
    assertThat(next()).isEqualTo(PLAN);
    slow.subscribe("hera://inbox");
    change();
    assertThat(next()).isIn(PLAN, "hera://inbox");
    assertThat(next()).isIn(PLAN, "hera://inbox");
    assertThat(told).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void who_may_not_read_any_more_is_told_nothing_more() throws Exception {
    hera.newcomer(Caller.task(register("w"))).join("o", "w", RoleKind.WORKER, null, null);
    Participant again = join("again");
    told(client(member), PLAN, "hera://skill");
    change();
    assertThat(next()).isEqualTo(PLAN);
    again.leave();
    CountDownLatch heard = new CountDownLatch(1);
    ClientUpdates operator = updates.client(McpTransportContext.EMPTY);
    operator.subscribe(PLAN);
    operator.tell(update -> heard.countDown());
    change();
    heard.await();
    assertThat(told).isEmpty();
    assertThatThrownBy(() -> client(member).subscribe(PLAN)).hasMessageContaining("no role");
  }

  @Test
  void a_message_rings_for_its_recipient_and_for_nobody_else_in_the_plan() throws Exception {
    join("w");
    Caller neighbour = Caller.task(register("neighbour"));
    hera.newcomer(neighbour).join("o", "n", RoleKind.WORKER, null, null);
    told(client(member), "hera://inbox");
    BlockingQueue<String> neighbourTold = new LinkedBlockingQueue<>();
    ClientUpdates other = client(neighbour);
    other.tell(update -> neighbourTold.add(String.valueOf(update.uri())));
    other.subscribe("hera://inbox");
    change();
    assertThat(next()).isEqualTo("hera://inbox");
    lead.send(Outgoing.to("n", "t", "b"));
    assertThat(neighbourTold.poll(50, TimeUnit.SECONDS)).isEqualTo("hera://inbox");
    lead.send(Outgoing.to("n", "t", "b"));
    assertThat(neighbourTold.poll(50, TimeUnit.SECONDS)).isEqualTo("hera://inbox");
    assertThat(told).isEmpty();
  }

  @Test
  void who_is_listed_what_is_asked_once_for_a_list() {
    AtomicInteger asked = new AtomicInteger();
    HeraUpdates counting =
        HeraUpdates.of(
            hera,
            context -> Optional.empty(),
            context -> {
              asked.incrementAndGet();
              return tool -> true;
            });
    counting.client(McpTransportContext.EMPTY);
    assertThat(asked).hasValue(1);
    counting.close();
  }

  @Test
  void an_inbox_is_followed_to_the_role_that_the_task_takes_next() throws Exception {
    hera.newOrchestrator("next", "lead");
    Participant first = join("w");
    told(client(member), "hera://inbox");
    first.move("next", "w2", RoleKind.WORKER, Status.WORKING);
    assertThat(next()).isEqualTo("hera://inbox");
    hera.coordinator("next").send(Outgoing.to("w2", "t", "b"));
    assertThat(next()).isEqualTo("hera://inbox");
  }

  @Test
  void the_end_of_a_plan_is_told_once() throws Exception {
    told(updates.client(McpTransportContext.EMPTY), PLAN);
    lead.archive();
    assertThat(next()).isEqualTo(PLAN);
    hera.newOrchestrator("o", "lead").submit(Plan.builder().node("a", "p").build());
    assertThat(told).isEmpty();
  }

  @Test
  void a_client_that_comes_back_is_told_of_what_it_subscribed_to() throws Exception {
    join("w");
    ClientUpdates client = told(client(member), PLAN);
    client.pause();
    change();
    assertThat(told).isEmpty();
    told(client);
    assertThat(next()).isEqualTo(PLAN);
    change();
    assertThat(next()).isEqualTo(PLAN);
    client.unsubscribe(PLAN);
    client.subscribe("hera://inbox");
    change();
    assertThat(next()).isEqualTo("hera://inbox");
  }

  @Test
  void nothing_holds_a_client_that_is_told_no_more() {
    join("w");
    WeakReference<ClientUpdates> gone = new WeakReference<>(left());
    while (gone.get() != null) {
      System.gc();
    }
    change();
  }

  private ClientUpdates left() {
    ClientUpdates client = told(client(member), PLAN, "hera://inbox", "hera://skill");
    client.pause();
    client.subscribe(PLAN);
    return client;
  }

  @Test
  void a_hera_that_closes_tells_nobody_of_a_change() {
    join("w");
    ClientUpdates client = new ClientUpdates(new Reader(hera, member), List::of, Runnable::run);
    told(client, PLAN, "hera://inbox");
    hera.close();
    assertThat(told).isEmpty();
  }
}
