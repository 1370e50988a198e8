package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.work.graph.PlanGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be done outside of the store once a unit of work has been committed. */
public final class Effects {

  /** One ring of the doorbell. */
  record Ring(TaskId task, RoleId recipient) {}

  /** What the edges of an orchestrator were up to its last event. */
  record Graph(OrchestratorId orchestrator, PlanGraph graph, Event last) {}

  private boolean gaterWanted;
  private boolean placesCounted;
  private final List<String> lines = new ArrayList<>();
  private final List<Ring> rings = new ArrayList<>();
  private final Set<RoleId> grownInboxes = new LinkedHashSet<>();
  private final Set<OrchestratorId> changedPlans = new LinkedHashSet<>();
  private final Set<TaskId> changedPlaces = new LinkedHashSet<>();
  private final List<Findings.Place> finished = new ArrayList<>();
  private final List<Graph> graphs = new ArrayList<>();

  /** A worker reported {@code done}: what it left is to be looked at. */
  public void finished(Findings.Place place) {
    finished.add(place);
  }

  public List<Findings.Place> finished() {
    return finished;
  }

  void keep(Graph graph) {
    graphs.add(graph);
  }

  List<Graph> graphs() {
    return graphs;
  }

  /** Has a line written to the log, at INFO. */
  public void log(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return lines;
  }

  public void wakeGater() {
    gaterWanted = true;
  }

  /** Another number of launches counts against the limits of places (G11). */
  void placesCounted() {
    placesCounted = true;
  }

  boolean arePlacesCounted() {
    return placesCounted;
  }

  void ring(TaskId task, RoleId recipient) {
    rings.add(new Ring(task, recipient));
  }

  void inboxGrew(RoleId role) {
    grownInboxes.add(role);
  }

  void changed(OrchestratorId orchestrator) {
    changedPlans.add(orchestrator);
  }

  void placesChanged(TaskId task) {
    changedPlaces.add(task);
  }

  boolean isGaterWanted() {
    return gaterWanted;
  }

  List<Ring> rings() {
    return rings;
  }

  Set<RoleId> grownInboxes() {
    return grownInboxes;
  }

  Set<OrchestratorId> changedPlans() {
    return changedPlans;
  }

  Set<TaskId> changedPlaces() {
    return changedPlaces;
  }
}
