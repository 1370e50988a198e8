package dev.hera;

import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** All that a store holds and its SPI lets one read, as lines that can be compared. */
final class StoreDump {
  private static final int PARTIES = 120;
  private static final int MESSAGES = 1500;

  private final Transaction tx;
  private final List<String> lines = new ArrayList<>();

  private StoreDump(Transaction tx) {
    this.tx = tx;
  }

  static List<String> of(HeraStore store) {
    return store.read(tx -> new StoreDump(tx).read());
  }

  private List<String> read() {
    ids(PARTIES, OrchestratorId::new).forEach(this::orchestrator);
    ids(PARTIES, RoleId::new).forEach(this::role);
    all(tx.tasks().list(ids(PARTIES, TaskId::new)));
    all(tx.messages().list(ids(MESSAGES, MessageId::new)));
    return lines;
  }

  private static <T> List<T> ids(int count, LongFunction<T> id) {
    return LongStream.rangeClosed(1, count).mapToObj(id).toList();
  }

  private void orchestrator(OrchestratorId id) {
    if (tx.orchestrators().find(id).isEmpty()) {
      return;
    }
    all(tx.orchestrators().find(id).stream().toList());
    all(tx.bindings().list(id, false));
    all(tx.edges().list(id));
    all(tx.gates().list(id));
    all(tx.launches().list(id));
    all(tx.events().list(id, 0, Integer.MAX_VALUE));
  }

  private void role(RoleId id) {
    all(tx.roles().find(id).stream().toList());
    all(tx.holds().listOf(id, false));
    all(
        tx.messages().findCursor(id).map(cursor -> id + " has read to " + cursor).stream()
            .toList());
  }

  private void all(List<?> rows) {
    rows.forEach(row -> lines.add(row.toString()));
  }
}
