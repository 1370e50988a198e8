package dev.hera.work.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.work.rows.WorkingSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanGraphsTest {
  private static final RoleId A = new RoleId(1);
  private static final RoleId B = new RoleId(2);
  private static final int MOST = 2;

  private final HeraStore store = MemoryStore.create();
  private final PlanGraphs graphs = new PlanGraphs(MOST);

  @AfterEach
  void close() {
    store.close();
  }

  private static OrchestratorId place(long id) {
    return new OrchestratorId(id);
  }

  private List<Event> happened(OrchestratorId place, int count) {
    return store.write(
        tx -> {
          long first = tx.takeIds(IdKind.EVENT, count);
          List<Event> events =
              LongStream.range(first, first + count).mapToObj(id -> event(id, place)).toList();
          tx.events().append(events);
          return events;
        });
  }

  private static Event event(long sequence, OrchestratorId place) {
    return new Event(
        sequence,
        Instant.EPOCH,
        place,
        null,
        EventKind.STATUS_REPORTED,
        A,
        new TreeMap<>(Map.of("status", "working")));
  }

  private static PlanGraph graph(OrchestratorId place) {
    return PlanGraph.of(List.of(new Edge(place, A, B, Instant.EPOCH)));
  }

  private boolean isUsed(OrchestratorId place) {
    return store.<Boolean>read(tx -> graphs.find(place, new WorkingSet(tx)).isPresent());
  }

  @Test
  void what_was_kept_is_used_as_long_as_its_last_event_is_in_the_history() {
    Event last = happened(place(1), 1).get(0);
    graphs.keep(place(1), graph(place(1)), last);
    assertThat(isUsed(place(1))).isTrue();
    happened(place(1), 10);
    assertThat(isUsed(place(1))).isTrue();

    graphs.keep(place(1), graph(place(1)), event(last.sequence() + 100, place(1)));
    assertThat(isUsed(place(1))).as("a history that is shorter").isFalse();
    graphs.keep(place(1), graph(place(1)), event(last.sequence(), place(2)));
    assertThat(isUsed(place(1))).as("another event with the number").isFalse();
  }

  @Test
  void many_more_events_than_edges_are_not_read() {
    graphs.keep(place(1), graph(place(1)), happened(place(1), 1).get(0));
    happened(place(1), 998);
    assertThat(isUsed(place(1))).isTrue();
    happened(place(1), 1);
    assertThat(isUsed(place(1))).isFalse();
  }

  @Test
  void so_many_edges_are_kept_and_those_asked_for_last() {
    for (long place = 1; place <= MOST; place++) {
      graphs.keep(place(place), graph(place(place)), happened(place(place), 1).get(0));
    }
    assertThat(isUsed(place(1))).isTrue();
    graphs.keep(place(3), graph(place(3)), happened(place(3), 1).get(0));
    assertThat(isUsed(place(1))).isTrue();
    assertThat(isUsed(place(2))).isFalse();
    assertThat(isUsed(place(3))).isTrue();
  }
}
