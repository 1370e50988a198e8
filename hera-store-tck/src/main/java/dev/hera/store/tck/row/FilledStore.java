package dev.hera.store.tck.row;

import static dev.hera.role.RoleKind.WORKER;
import static dev.hera.store.tck.row.RowFixtures.at;

import dev.hera.host.Host;
import dev.hera.message.Message;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.Answer;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store with a row of every kind, every change that can be made to it, and all it answers. */
public final class FilledStore {
  /** An id that the store does not give within a test. */
  static final long FAR = 100_000L;

  final Orchestrator orchestrator;
  final List<Role> roles;
  final Task task;
  final Binding binding;
  final Launch launch;
  final Hold hold;
  final Message message;
  final Host host;

  private FilledStore(Transaction tx) {
    orchestrator = RowFixtures.orchestrator(tx, "filled");
    roles = RowFixtures.roles(tx, orchestrator, 4);
    task = RowFixtures.task(tx, "/wt/filled");
    binding = RowFixtures.binding(tx, roles.get(0), task);
    launch = RowFixtures.launch(tx, roles.get(0));
    hold = RowFixtures.hold(tx, roles.get(1), roles.get(0));
    message = RowFixtures.message(tx, roles.get(0), roles.get(1));
    host = RowFixtures.host(tx, "filled");
  }

  /** Inserts something of everything. */
  public static FilledStore insert(Transaction tx) {
    FilledStore filled = new FilledStore(tx);
    tx.edges().insert(List.of(RowFixtures.newEdge(filled.roles.get(1), filled.roles.get(0))));
    tx.gates().insert(RowFixtures.newGates(filled.roles.subList(0, 3)));
    tx.launches().insertToken(filled.token("first"));
    tx.messages().putCursor(filled.roles.get(0).id(), filled.message.id());
    RowFixtures.event(tx, filled.roles.get(0));
    tx.answers().insert(answer("first"));
    return filled;
  }

  /** Makes every change. */
  public void changeEverything(Transaction tx) {
    changes().values().forEach(change -> change.accept(tx));
  }

  /** All that the store answers about this filled and about every change of it. */
  public List<Object> look(Transaction tx) {
    return questions().entrySet().stream()
        .<Object>map(each -> each.getKey() + ": " + each.getValue().apply(tx))
        .toList();
  }

  /** Every change by the name of its method, to be made in this order, or each on its own. */
  public Map<String, Consumer<Transaction>> changes() {
    return new EveryChange(this).changes();
  }

  /** Changes that have nothing to change. */
  public static Map<String, Consumer<Transaction>> changesOfNothing() {
    return EveryChange.changesOfNothing();
  }

  /** Every question by the name of its method and what it is about. */
  public Map<String, Function<Transaction, Object>> questions() {
    return new EveryQuestion(this).questions();
  }

  WorkerToken token(String hash) {
    return new WorkerToken(hash, launch.id(), task.id(), 1);
  }

  Role farRole() {
    Role last = roles.get(3);
    return new Role(
        new RoleId(FAR),
        orchestrator.id(),
        "far",
        WORKER,
        last.nodeKind(),
        null,
        "",
        at(0),
        null,
        null,
        null,
        null);
  }

  static Answer answer(String key) {
    return new Answer(null, "verb", key, "arguments", "answer", at(0));
  }
}
