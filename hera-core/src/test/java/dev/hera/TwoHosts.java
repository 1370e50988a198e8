package dev.hera;

import dev.hera.host.NewHost;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NodeKind;
import dev.hera.view.Attention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Two hosts on one store, each with a launcher of its own. */
final class TwoHosts implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(60);

  final TestWorld world;
  final ScriptedLauncher atA = new ScriptedLauncher();
  final ScriptedLauncher atB = new ScriptedLauncher();
  final Hera a;
  final Hera b;
  private final List<Hera> heras = new ArrayList<>();

  private TwoHosts(
      UnaryOperator<NewHost> likeA, UnaryOperator<NewHost> likeB, String ofA, String ofB) {
    world = TestWorld.withPlace();
    atA.knows(ofA);
    atB.knows(ofB);
    a = host("a", "a-1", atA, likeA);
    b = host("b", "b-1", atB, likeB);
    a.tick();
    b.tick();
  }

  /** Hosts without limits that have these projects. */
  static TwoHosts withProjects(String ofA, String ofB) {
    return new TwoHosts(one -> one, one -> one, ofA, ofB);
  }

  /** Hosts with so many places and the same project. */
  static TwoHosts withPlaces(int ofA, int ofB) {
    return new TwoHosts(one -> one.withCapacity(ofA), one -> one.withCapacity(ofB), "shop", "shop");
  }

  /** Hosts with the same project, of which the first starts no workers. */
  static TwoHosts ofWhichAStartsNone() {
    return new TwoHosts(NewHost::withoutWorkers, one -> one, "shop", "shop");
  }

  /** A process of the host of this name. */
  Hera host(String name, String owner, ScriptedLauncher launcher, UnaryOperator<NewHost> like) {
    Hera built =
        Hera.builder(new SharedStore(world.store()))
            .clock(world.clock())
            .random(new Random(owner.hashCode()))
            .directories(world.directories())
            .launcher(launcher)
            .owners(new OwnersThatCannotTell(owner))
            .lease(LEASE)
            .host(like.apply(NewHost.named("id-" + name, name)))
            .build();
    heras.add(built);
    return built;
  }

  /** Plans nodes of projects, in pairs of both, by way of the host A. */
  void plan(String... nodesAndProjects) {
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < nodesAndProjects.length; i += 2) {
      plan.node(
          new Plan.Node(
              nodesAndProjects[i], NodeKind.WORKER, "do it", null, nodesAndProjects[i + 1]));
    }
    lead().submit(plan.build());
  }

  /** The coordinator, acting at the host A. */
  Coordinator lead() {
    return a.coordinator(TestWorld.PLACE);
  }

  /** The nodes that need attention, as the host A sees them. */
  List<Attention> attention() {
    return a.overview().orchestrator(TestWorld.PLACE).attention();
  }

  /** The host that has a node; "null" when none has. */
  String host(String node) {
    return String.valueOf(world.launch(node).host());
  }

  /** A worker of the launcher, calling at this host. */
  static Participant worker(Hera at, ScriptedLauncher launcher, String node) {
    return at.participant(Caller.worker(launcher.token(node)), null);
  }

  @Override
  public void close() {
    heras.forEach(Hera::close);
    world.close();
  }
}
