package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.history.NamedEvent;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Proves("M25")
class ListenerTest {
  private static final int CALLERS = 8;
  private static final int REPORTS = 300;

  private final List<NamedEvent> told = Collections.synchronizedList(new ArrayList<>());

  private Hera hera(Consumer<List<NamedEvent>> listener) {
    return Hera.builder(MemoryStore.create()).listener(listener).build();
  }

  private Participant freelancer(Hera hera, String name) {
    Caller caller = hera.tasks().register(NewTask.named(name));
    hera.newcomer(caller).join("shop", name, RoleKind.FREELANCE, null, null);
    return hera.participant(caller, "shop");
  }

  private List<Event> toldOf(String orchestrator) {
    return told.stream()
        .filter(named -> orchestrator.equals(named.orchestrator()))
        .map(NamedEvent::event)
        .toList();
  }

  @Test
  void the_listener_is_told_what_the_history_keeps_with_its_names() {
    try (Hera hera = hera(told::addAll)) {
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      lead.submit(Plan.builder().node("api", "build it").build());
      freelancer(hera, "helper")
          .send(Outgoing.to("lead", "hello", "hello").withStatus(Status.WORKING));
      assertThat(toldOf("shop")).isEqualTo(hera.history("shop", 0, 1_000)).isNotEmpty();
    }
    assertThat(told)
        .anySatisfy(
            named -> {
              assertThat(named.event().kind()).isEqualTo(EventKind.NODE_PLANNED);
              assertThat(named.actor()).isEqualTo("lead");
              assertThat(named.subject()).isEqualTo("api");
            })
        .anySatisfy(
            named -> {
              assertThat(named.event().kind()).isEqualTo(EventKind.MESSAGE_SENT);
              assertThat(named.actor()).isEqualTo("helper");
            })
        .allSatisfy(
            named -> {
              assertThat(named.actor() == null).isEqualTo(named.event().actor() == null);
              assertThat(named.subject() == null).isEqualTo(named.event().subject() == null);
            });
  }

  @Test
  void callers_at_the_same_time_are_told_of_in_order_and_one_by_one() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Consumer<List<NamedEvent>> listener =
        events -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          told.addAll(events);
          inside.decrementAndGet();
        };
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (Hera hera = hera(listener)) {
      hera.newOrchestrator("shop", "lead");
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Participant caller = freelancer(hera, "helper-" + i);
        calls.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < REPORTS; n++) {
                    caller.report(n % 2 == 0 ? Status.WORKING : Status.IDLE);
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(toldOf("shop")).isEqualTo(hera.history("shop", 0, 1_000_000));
    } finally {
      threads.shutdown();
    }
    assertThat(told).extracting(named -> named.event().sequence()).isSorted();
    assertThat(most).hasValue(1);
    assertThat(told).hasSizeGreaterThan(CALLERS * REPORTS);
  }

  @Test
  void a_refused_call_tells_nothing() {
    try (Hera hera = hera(told::addAll)) {
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      told.clear();
      assertThatThrownBy(() -> lead.cancel("nobody")).hasMessageContaining("nobody");
      assertThat(told).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, AssertionError.class})
  void what_a_listener_throws_changes_nothing_and_it_is_told_of_the_next_commit(
      Class<? extends Throwable> kind) {
    AtomicInteger calls = new AtomicInteger();
    Consumer<List<NamedEvent>> failing =
        events -> {
          calls.incrementAndGet();
          if (kind == AssertionError.class) {
            throw new AssertionError("the listener fails");
          }
          throw new IllegalStateException("the listener fails");
        };
    try (Hera hera = hera(failing)) {
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      int before = calls.get();
      lead.submit(Plan.builder().node("api", "build it").build());
      assertThat(calls.get()).isGreaterThan(before);
      assertThat(hera.plan("shop").nodes()).hasSize(1);
    }
  }

  @Test
  void a_listener_may_call_the_facade() {
    List<Integer> nodes = Collections.synchronizedList(new ArrayList<>());
    Hera[] asked = new Hera[1];
    Consumer<List<NamedEvent>> listener =
        events -> {
          if (asked[0] != null) {
            nodes.add(asked[0].plan("shop").nodes().size());
          }
        };
    try (Hera hera = hera(listener)) {
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      asked[0] = Objects.requireNonNull(hera);
      lead.submit(Plan.builder().node("api", "build it").build());
    }
    assertThat(nodes).isNotEmpty().last().isEqualTo(1);
  }
}
