package dev.hera.store.tck.scenario;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import java.util.List;

/**
 * How a scenario stands in a store: what every role last reported, and all messages but notices.
 */
public final class ScenarioOutcome {
  private ScenarioOutcome() {}

  /** How it stands in this store. */
  public static String of(HeraStore store) {
    return store.read(
        tx -> {
          Orchestrator here = tx.orchestrators().findActive(ScenarioPlan.NAME).orElseThrow();
          return tx.roles().listActive(here.id(), RoleFilter.ALL).stream()
                  .map(ScenarioOutcome::state)
                  .toList()
              + "\n"
              + tx.messages().listAfter(List.of(here.id()), new MessageId(0), 1_000).stream()
                  .filter(message -> !message.notice())
                  .map(ScenarioOutcome::state)
                  .toList();
        });
  }

  private static String state(Role role) {
    return role.name() + ":" + role.status() + (role.cancelled() == null ? "" : ":cancelled");
  }

  private static String state(Message message) {
    return message.body() + (message.read() == null ? "" : ":read");
  }
}
