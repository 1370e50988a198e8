package dev.hera.benchmarks.growth;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.ThreadLauncher;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** An open Hera with a plan of some size, of which nothing can start, and members that report. */
final class Grown implements AutoCloseable {
  private static final String NAME = "grown";

  /** Enough for none of them to send too often. */
  private static final int MEMBERS = 40;

  /** How far a new edge is from those of the plan, so that it is none of them. */
  private static final int BESIDE = 3;

  private final LayeredPlan plan;
  private final Hera hera;
  private final Coordinator lead;
  private final List<Participant> members = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Semaphore reported = new Semaphore(0);
  private int sent;
  private int edges;
  private int batches;
  private int changes;

  Grown(HeraStore store, int nodes) {
    plan = new LayeredPlan(nodes);
    hera = Hera.builder(store).launcher(new ThreadLauncher(this::work)).build();
    lead = hera.newOrchestrator(NAME, "lead");
    for (int i = 0; i < MEMBERS; i++) {
      Caller session = hera.tasks().register(NewTask.named("member-" + i));
      hera.newcomer(session).join(NAME, "member-" + i, RoleKind.WORKER, null, null);
      members.add(hera.participant(session, NAME));
    }
    lead.submit(plan.plan());
    hera.tick();
  }

  private void work(ThreadLauncher.Session session) {
    if (session.request().role().equals(LayeredPlan.ROOT)) {
      awaitEnd();
    } else {
      session.self().report(Status.DONE);
      reported.release();
    }
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void tick() {
    hera.tick();
  }

  /** Adds nodes that can start at once. */
  void addReady(int count) {
    Plan.Builder more = Plan.builder();
    for (int i = 0; i < count; i++) {
      more.node("ready-" + batches + "-" + i, "report at once");
    }
    batches++;
    lead.submit(more.build());
  }

  void awaitReports(int count) throws InterruptedException {
    reported.acquire(count);
  }

  void report() {
    sent++;
    boolean even = sent / MEMBERS % 2 == 0; // the same status again would change nothing
    member().report(even ? Status.WORKING : Status.BLOCKED);
  }

  void send() {
    sent++;
    member().send(Outgoing.report(Status.WORKING, "a step is done", "It went well."));
  }

  private Participant member() {
    return members.get(sent % MEMBERS);
  }

  void inbox() {
    lead.inbox();
  }

  void explain() {
    lead.explain(explained());
  }

  /** The name of the node that is explained. */
  String explained() {
    return plan.node(plan.layers() / 2, 0);
  }

  /** Changes what the explained node is to do, so often; each is an event about it. */
  void changeExplained(int times) {
    for (int i = 0; i < times; i++) {
      lead.update(explained(), "Do it in way " + changes++ + ".", null, null);
    }
  }

  /** Has a node of one layer wait for one of another, which it did not. */
  void block(int layer, int before) {
    int place = edges++;
    lead.block(plan.node(layer, place), plan.node(before, place + BESIDE + place / plan.width()));
  }

  int layers() {
    return plan.layers();
  }

  @Override
  public void close() {
    over.countDown();
    hera.close();
  }
}
