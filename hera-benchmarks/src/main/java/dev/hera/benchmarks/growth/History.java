package dev.hera.benchmarks.growth;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Events about the roles of an orchestrator, and as many messages between them, long read. */
final class History {
  private static final int TOGETHER = 10_000;

  private final HeraStore store;
  private final OrchestratorId orchestrator;
  private final List<RoleId> roles;
  private final Instant then =
      Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofDays(7));

  /**
   * @param except the name of a role that none of it is about
   */
  History(HeraStore store, String except) {
    this.store = store;
    this.orchestrator = store.read(tx -> tx.orchestrators().listActive().get(0).id());
    this.roles =
        store.read(
            tx ->
                tx.roles().listActive(orchestrator, RoleFilter.ALL).stream()
                    .filter(role -> !role.name().equals(except))
                    .map(Role::id)
                    .toList());
  }

  void add(int count) {
    for (int done = 0; done < count; done += TOGETHER) {
      int from = done;
      int size = Math.min(TOGETHER, count - done);
      store.write(
          tx -> {
            addEvents(tx, from, size);
            addMessages(tx, from, size);
            return true;
          });
    }
  }

  private void addEvents(Transaction tx, int from, int count) {
    long first = tx.takeIds(IdKind.EVENT, count);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TreeMap<String, String> changes = new TreeMap<>();
      changes.put("status", i % 2 == 0 ? "working" : "blocked");
      events.add(
          new Event(
              first + i,
              then,
              orchestrator,
              role(from + i),
              EventKind.STATUS_REPORTED,
              role(from + i),
              changes));
    }
    tx.events().append(events);
  }

  private void addMessages(Transaction tx, int from, int count) {
    long first = tx.takeIds(IdKind.MESSAGE, count);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(
          new Message(
              new MessageId(first + i),
              orchestrator,
              role(from + i),
              role(from + i + 1),
              "It went well.",
              "a step is done",
              null,
              then,
              then,
              DeliveryMode.DELIVERED,
              false));
    }
    tx.messages().insert(messages);
  }

  private RoleId role(int number) {
    return roles.get(number % roles.size());
  }
}
