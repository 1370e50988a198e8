package dev.hera;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** One orchestrator whose coordinator and members run in sessions that the app registered. */
final class Team {
  private final TestWorld world;
  private final String orchestrator;
  private final Map<String, Caller> callers = new HashMap<>();
  private final Coordinator lead;

  Team(TestWorld world, String orchestrator) {
    this.world = world;
    this.orchestrator = orchestrator;
    this.lead = world.hera().newcomer(session("lead")).newOrchestrator(orchestrator, "lead");
  }

  Coordinator lead() {
    return lead;
  }

  Participant worker(String name) {
    return member(name, RoleKind.WORKER);
  }

  Participant freelancer(String name) {
    return member(name, RoleKind.FREELANCE);
  }

  private Participant member(String name, RoleKind kind) {
    world.hera().newcomer(session(name)).join(orchestrator, name, kind, null, null);
    return world.hera().participant(caller(name), orchestrator);
  }

  private Caller session(String name) {
    return callers.computeIfAbsent(
        name,
        session -> world.hera().tasks().register(NewTask.named(orchestrator + "/" + session)));
  }

  /** Who a member is in further calls. */
  Caller caller(String name) {
    return Objects.requireNonNull(callers.get(name), name);
  }

  Role role(String name) {
    return read(tx -> find(tx, name));
  }

  /** The task of a role's last binding. */
  Task task(String name) {
    return read(tx -> tx.tasks().find(binding(tx, name).task()).orElseThrow());
  }

  /** The last binding of a role. */
  Binding binding(String name) {
    return read(tx -> binding(tx, name));
  }

  List<Message> unread(String name) {
    return read(tx -> tx.messages().listUnread(find(tx, name).id()));
  }

  Message message(MessageId id) {
    return read(tx -> tx.messages().list(List.of(id)).get(0));
  }

  private Binding binding(Transaction tx, String name) {
    List<Binding> all = tx.bindings().listOfRoles(Set.of(find(tx, name).id()));
    return all.get(all.size() - 1);
  }

  private Role find(Transaction tx, String name) {
    Orchestrator here = tx.orchestrators().findActive(orchestrator).orElseThrow();
    return tx.roles().listActive(here.id(), RoleFilter.named(Set.of(name))).stream()
        .findFirst()
        .orElseThrow();
  }

  private <T> T read(Function<Transaction, T> work) {
    return world.store().read(work);
  }
}
