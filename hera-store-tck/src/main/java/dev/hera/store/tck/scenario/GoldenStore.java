package dev.hera.store.tck.scenario;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.invariant.Contents;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.Random;

/**
 * A store with something of everything in it, as it is kept for the tests of later versions, and
 * what it must give for ever.
 */
public final class GoldenStore {
  private GoldenStore() {}

  /**
   * Fills an empty store: a {@link ScenarioPlan}, a cursor, an orchestrator that was archived, and
   * a host.
   */
  public static void fill(HeraStore store) {
    ScenarioPlan.on(store).run();
    Hera hera = Hera.builder(store).clock(new StandingClock()).random(new Random(11)).build();
    hera.newcomer(hera.tasks().register(NewTask.named("ended-lead")))
        .newOrchestrator("ended", "lead");
    hera.archive("ended");
    Coordinator lead =
        hera.newcomer(hera.tasks().register(NewTask.named("talk-lead")))
            .newOrchestrator("talk", "lead");
    Caller guest = hera.tasks().register(NewTask.named("talk-guest"));
    hera.newcomer(guest).join("talk", "guest", RoleKind.FREELANCE, null, null);
    hera.participant(guest, "talk")
        .send(Outgoing.report(Status.BLOCKED, "Ünïcode ✓", "Two\nlines"));
    lead.treeUpdates();
    store.write(
        tx -> {
          tx.hosts().insert(List.of(RowFixtures.newHost("golden")));
          return true;
        });
  }

  /** What the store gives, a line for each thing, in an order that is always the same. */
  public static List<String> read(HeraStore store) {
    return store.read(Contents::lines);
  }
}
