package dev.hera.imports.argus;

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

/** What a small store holds, row by row. */
final class Contents {
  private static final int MOST = 600;

  private Contents() {}

  static List<Object> of(HeraStore store) {
    return store.read(Contents::of);
  }

  private static List<Object> of(Transaction tx) {
    List<Object> rows = new ArrayList<>();
    for (OrchestratorId id : ids(OrchestratorId::new)) {
      tx.orchestrators().find(id).ifPresent(rows::add);
      rows.addAll(tx.bindings().list(id, false));
      rows.addAll(tx.edges().list(id));
      rows.addAll(tx.gates().list(id));
      rows.addAll(tx.launches().list(id));
      rows.addAll(tx.events().list(id, 0, Integer.MAX_VALUE));
    }
    for (RoleId id : ids(RoleId::new)) {
      tx.roles().find(id).ifPresent(rows::add);
      rows.addAll(tx.holds().listOf(id, false));
      tx.messages().findCursor(id).ifPresent(rows::add);
    }
    rows.addAll(tx.tasks().list(ids(TaskId::new)));
    rows.addAll(tx.messages().list(ids(MessageId::new)));
    return rows;
  }

  private static <T> List<T> ids(LongFunction<T> id) {
    return LongStream.rangeClosed(1, MOST).mapToObj(id).toList();
  }
}
