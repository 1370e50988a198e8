package dev.hera.store.tck;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * A store with something of everything in it, as it is kept for the tests of later versions, and
 * what it must give for ever.
 */
public final class Golden {
  private static final int MOST = 10_000;

  private Golden() {}

  /** Fills an empty store: a {@link Mission}, a cursor, and an orchestrator that was archived. */
  public static void fill(HeraStore store) {
    Mission.on(store).run();
    Hera hera = Hera.builder(store).clock(new StandingClock()).random(new Random(11)).build();
    hera.newOrchestrator("ended", "lead", hera.register(NewTask.named("ended-lead")));
    hera.archive("ended");
    Coordinator lead =
        hera.newOrchestrator("talk", "lead", hera.register(NewTask.named("talk-lead")));
    Caller guest = hera.register(NewTask.named("talk-guest"));
    hera.join("talk", "guest", RoleKind.FREELANCE, guest, null, null, null);
    hera.participant(guest, "talk")
        .send(Outgoing.report(Status.BLOCKED, "Ünïcode ✓", "Two\nlines"));
    lead.treeUpdates();
  }

  /** What the store gives, a line for each thing, in an order that is always the same. */
  public static List<String> read(HeraStore store) {
    return store.read(Golden::lines);
  }

  private static List<String> lines(Transaction tx) {
    Contents contents = Contents.of(tx);
    List<String> lines = new ArrayList<>();
    add(lines, contents.orchestrators.values());
    add(lines, contents.roles.values());
    add(lines, contents.tasks.values());
    contents.bindings.values().forEach(each -> add(lines, each));
    add(lines, contents.edges);
    add(lines, contents.gates.values());
    add(lines, contents.launches.values());
    contents.holds.values().forEach(each -> add(lines, each));
    List<OrchestratorId> all = List.copyOf(contents.orchestrators.keySet());
    add(lines, tx.messages().listAfter(all, new MessageId(0), MOST));
    contents.events.values().forEach(each -> add(lines, each));
    for (RoleId role : contents.roles.keySet()) {
      tx.messages().findCursor(role).ifPresent(at -> lines.add(role + " has read up to " + at));
    }
    return List.copyOf(lines);
  }

  private static void add(List<String> lines, Collection<?> things) {
    things.forEach(thing -> lines.add(String.valueOf(thing).replace("\n", "\\n")));
  }
}
